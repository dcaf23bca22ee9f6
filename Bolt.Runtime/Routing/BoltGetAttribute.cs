using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>Maps the handler to <c>GET</c> requests.</summary>
/// <param name="pattern">An ASP.NET Core route pattern, such as <c>/articles/{id:int}</c>.</param>
public sealed class BoltGetAttribute([StringSyntax("Route")] string pattern) : BoltRouteAttribute(pattern, "GET");
