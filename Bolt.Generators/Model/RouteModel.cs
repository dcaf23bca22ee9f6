namespace Bolt.Generators.Model;

/// <summary>One route as the emitter needs it.</summary>
/// <remarks>
/// The pipeline stops where two of these are equal. Every member must be a value, a string or an <see cref="EquatableArray{T}"/> of such:
/// a symbol, a syntax node or a location here would root a compilation and make every keystroke look like a change.
/// </remarks>
internal sealed record RouteModel(
    string HandlerType,
    string Display,
    string Pattern,
    EquatableArray<string> Methods,
    string Handler,
    string SortKey,
    RouteBody? Body,
    string? Refusal);

/// <summary>What there is to emit for a route that was understood; a refused route has none.</summary>
/// <param name="Attributes">The handler's attributes that are metadata, as expressions; null where only reflection can tell.</param>
internal sealed record RouteBody(
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
