using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>Maps the handler to <c>OPTIONS</c> requests.</summary>
/// <param name="pattern">An ASP.NET Core route pattern, such as <c>/articles/{id:int}</c>.</param>
public sealed class BoltOptionsAttribute([StringSyntax("Route")] string pattern) : BoltRouteAttribute(pattern, "OPTIONS");
