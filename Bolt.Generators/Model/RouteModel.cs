using Bolt.Shared;

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
    EndpointModel? Endpoint,
    string? Refusal);
