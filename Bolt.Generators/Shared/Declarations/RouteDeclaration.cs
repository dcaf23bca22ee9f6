using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>One route attribute as written: where the route is and what it is called.</summary>
internal sealed record RouteDeclaration(
    AttributeData Attribute, string Pattern, ImmutableArray<string> Methods, string? Name, string? Summary, ImmutableArray<string> Tags)
{
    /// <summary>How messages and emitted comments call the route: <c>GET /me</c>.</summary>
    public string Display => $"{(Methods.IsEmpty ? "*" : string.Join(",", Methods))} {Pattern}";
}
