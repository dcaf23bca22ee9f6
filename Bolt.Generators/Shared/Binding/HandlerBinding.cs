using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>How a handler is called: constructed, given its parameters, its result written.</summary>
/// <param name="Handler">The method.</param>
/// <param name="Return">What it returns.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Targets">What the values are for, in the order of <see cref="Values"/>. Symbols: not for the pipeline.</param>
internal sealed record HandlerBinding(HandlerModel Handler, ReturnModel Return, ImmutableArray<ParameterModel> Parameters, ImmutableArray<BindingTarget> Targets)
{
    /// <inheritdoc cref="ParameterModel.Flatten" />
    public ImmutableArray<BoundValue> Values { get; } = ParameterModel.Flatten(Parameters);
}
