using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Decides whether a handler can be called for a route, and how. The analyzers ask it too, so they report exactly what the generator refuses.</summary>
internal static class HandlerBindingParser
{
    public static HandlerBinding? Parse(
        IMethodSymbol method, RouteDeclaration route, RoutePattern pattern, Compilation compilation, out Refusal? refusal) =>
        HandlerParser.Parse(method, compilation, out refusal) is { } handler
        && ReturnParser.Parse(method, compilation, out refusal) is { } result
        && new ParameterParser(route, pattern, compilation) is var parser
        && parser.Parse(method, out refusal) is { } parameters
            ? new(handler, result, parameters, parser.Targets)
            : null;
}
