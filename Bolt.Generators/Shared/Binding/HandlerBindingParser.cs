using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Decides whether a handler can be called for a route, and how. The analyzers ask it too, so they report exactly what the generator refuses.</summary>
internal static class HandlerBindingParser
{
    public static HandlerBinding? Parse(
        IMethodSymbol method, RouteDeclaration route, RoutePattern pattern, Compilation compilation, out Refusal? refusal) =>
        Parse(method, method.ContainingType, false, route, pattern, compilation, out refusal);

    /// <param name="method">The handler.</param>
    /// <param name="type">The class that is made: the handler's own, or one that derives from it.</param>
    /// <param name="isImplemented">An override runs in the handler's place, should it be abstract.</param>
    /// <param name="route">The route.</param>
    /// <param name="pattern">Its pattern.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="refusal">Why it is refused.</param>
    public static HandlerBinding? Parse(
        IMethodSymbol method, INamedTypeSymbol type, bool isImplemented, RouteDeclaration route, RoutePattern pattern, Compilation compilation, out Refusal? refusal) =>
        HandlerParser.Parse(method, type, isImplemented, compilation, out refusal) is { } handler
        && ReturnParser.Parse(method, compilation, out refusal) is { } result
        && new ParameterParser(route, pattern, compilation) is var parser
        && parser.Parse(method, out refusal) is { } parameters
            ? new(handler, result, parameters, parser.Targets)
            : null;
}
