using System.Collections.Generic;
using System.Collections.Immutable;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Parsing;

/// <summary>Decides whether a handler can be called for a route, and how. The analyzers ask it too, so they report exactly what the generator refuses.</summary>
internal static class BindingParser
{
    public static HandlerBinding? Parse(
        IMethodSymbol method, RouteDeclaration route, ImmutableArray<RoutePatternParameter> pattern, Compilation compilation, out Refusal? refusal) =>
        HandlerParser.Parse(method, compilation, out refusal) is { } handler
        && ReturnParser.Parse(method, compilation, out refusal) is { } result
        && new ParameterParser(route, pattern, compilation) is var parser
        && parser.Parse(method, out refusal) is { } parameters
            ? new(handler, result, parameters, parser.Targets)
            : null;
}

/// <summary>How a handler is called: constructed, given its parameters, its result written.</summary>
/// <param name="Handler">The method.</param>
/// <param name="Return">What it returns.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Targets">What the values are for, in the order of <see cref="Values"/>. Symbols: not for the pipeline.</param>
internal sealed record HandlerBinding(HandlerModel Handler, ReturnModel Return, ImmutableArray<ParameterModel> Parameters, ImmutableArray<BindingTarget> Targets)
{
    /// <inheritdoc cref="ParameterModel.Flatten" />
    public IReadOnlyList<BoundValue> Values => ParameterModel.Flatten(Parameters);
}
