using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2003: a request that two handlers match is served by neither and fails with 500.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateRouteAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Duplicate = RuleDescriptor.CreateForCompilationEnd(
        RuleIds.DuplicateRoute,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "Two handlers serve the same method and pattern",
        "{0} is served by '{1}' too, so such a request fails as ambiguous: change one of the patterns or methods",
        "The router cannot choose between two endpoints that match alike. Parameter names, letter case, defaults and whether a parameter is optional make no difference.");

    public DuplicateRouteAnalyzer()
        : base(Duplicate)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        var routes = new ConcurrentBag<Route>();
        RouteActions.RegisterServed(start, symbols, Descriptor, c =>
        {
            var route = c.Route;
            if (route.Pattern.Problem is null && !MayMatchByMore(route.Served))
            {
                routes.Add(route);
            }
        });
        start.RegisterCompilationEndAction(c => Report(c, routes));
    }

    private void Report(CompilationAnalysisContext context, ConcurrentBag<Route> routes)
    {
        if (routes.IsEmpty)
        {
            return;
        }

        var seen = new Dictionary<string, (HandlerRoute Route, Location? Location)>(StringComparer.Ordinal);
        foreach (var (declaration, served) in ReferencedRoutes.Read(context.Compilation, context.CancellationToken))
        {
            var pattern = RoutePattern.Parse(declaration.Pattern);
            if (pattern.Problem is null && !MayMatchByMore(served))
            {
                foreach (var key in Keys(declaration, pattern))
                {
                    seen[key] = (served, null);
                }
            }
        }

        var reported = new HashSet<Route>();
        foreach (var route in routes
            .OrderBy(static r => r.Settings.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(static r => r.Settings.ApplicationSyntaxReference?.Span.Start)
            .ThenBy(static r => r.Display, StringComparer.Ordinal))
        {
            foreach (var key in Keys(route.Declaration, route.Pattern))
            {
                if (!seen.TryGetValue(key, out var first))
                {
                    seen.Add(key, (route.Served, AttributeLocations.ForAttribute(route.Settings, context.CancellationToken)));
                }
                else if (reported.Add(route))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Descriptor,
                        AttributeLocations.ForConstructorArgument(route.Settings, 0, -1, context.CancellationToken),
                        first.Location is { } other ? [other] : [],
                        route.Display,
                        first.Route.Type.Name + "." + first.Route.Method.Name));
                }
            }
        }
    }

    private static IEnumerable<string> Keys(RouteDeclaration declaration, RoutePattern pattern) =>
        (declaration.Methods.IsEmpty ? ["*"] : declaration.Methods).Select(m => m + " " + pattern.AmbiguityKey);

    /// <summary><c>[Host]</c>, <c>[Consumes]</c> and the like let the router choose by something else than method and pattern.</summary>
    private static bool MayMatchByMore(HandlerRoute route) => EndpointAttributes.Of(route).Any(static a =>
        a.AttributeClass is { } type && type.AllInterfaces.Any(static i =>
            SymbolFacts.Is(i, PlatformNames.HostMetadata)
            || SymbolFacts.Is(i, PlatformNames.AcceptsMetadata)
            || SymbolFacts.Is(i, PlatformNames.ApiRequestMetadataProvider)));
}
