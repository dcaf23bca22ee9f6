using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>Maps the handler to <c>HEAD</c> requests.</summary>
/// <param name="pattern">An ASP.NET Core route pattern, such as <c>/articles/{id:int}</c>.</param>
public sealed class BoltHeadAttribute([StringSyntax("Route")] string pattern) : BoltRouteAttribute(pattern, "HEAD");
