using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>One route as the emitter needs it.</summary>
/// <param name="HandlerType">The class that is made for a request.</param>
/// <param name="Display">How messages call the route.</param>
/// <param name="Pattern">The whole pattern.</param>
/// <param name="Methods">Empty for every method.</param>
/// <param name="Handler">Type and method.</param>
/// <param name="SortKey">Where it stands among the routes of its class.</param>
/// <param name="Endpoint">Null where the route is refused.</param>
/// <param name="Refusal">Why it is refused.</param>
/// <param name="Surface">In a library, the lines that the application which maps it is told.</param>
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
    string? Refusal,
    EquatableArray<string> Surface);
