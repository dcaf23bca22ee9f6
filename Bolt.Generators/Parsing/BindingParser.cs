using System.Collections.Immutable;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Parsing;

/// <summary>Decides whether a handler can be called for a route, and how. The analyzers ask it too, so they report exactly what the generator refuses.</summary>
internal static class BindingParser
{
    public static HandlerBinding? Parse(
        IMethodSymbol method, RouteDeclaration route, ImmutableArray<RoutePatternParameter> pattern, Compilation compilation, out Refusal? refusal) =>
        HandlerParser.Parse(method, compilation, out refusal) is { } handler
        && ReturnParser.Parse(method, compilation, out refusal) is { } result
        && ParameterParser.Parse(method, route, pattern, compilation, out refusal) is { } parameters
            ? new(handler, result, parameters)
            : null;
}

/// <summary>How a handler is called: constructed, given its parameters, its result written.</summary>
internal sealed record HandlerBinding(HandlerModel Handler, ReturnModel Return, ImmutableArray<ParameterModel> Parameters);
