using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>Maps the handler to <c>PATCH</c> requests.</summary>
/// <param name="pattern">An ASP.NET Core route pattern, such as <c>/articles/{id:int}</c>.</param>
public sealed class BoltPatchAttribute([StringSyntax("Route")] string pattern) : BoltRouteAttribute(pattern, "PATCH");
