using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>What there is to emit for a route that was understood; a refused route has none.</summary>
/// <param name="Attributes">The handler's attributes that are metadata, as expressions; null where only reflection can tell.</param>
internal sealed record EndpointModel(
    string? Name,
    string? Summary,
    EquatableArray<string> Tags,
    EquatableArray<BackendModel> Auth,
    EquatableArray<GuardModel> Guards,
    HandlerModel Handler,
    EquatableArray<string>? Attributes,
    EquatableArray<ParameterModel> Parameters,
    ReturnModel Return)
{
    /// <inheritdoc cref="ParameterModel.Flatten" />
    public System.Collections.Generic.IReadOnlyList<BoundValue> Values => ParameterModel.Flatten(Parameters);
}
