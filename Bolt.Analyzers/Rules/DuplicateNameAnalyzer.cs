using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2014: with two endpoints of one name the router answers no request at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateNameAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Duplicate = RuleDescriptor.CreateForCompilationEnd(
        RuleIds.DuplicateName,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "Two routes have the same name",
        "{0} has the name '{1}', as has {2}: give each route a name of its own",
        "Endpoint names are unique in an application: link generation finds a route by its name, and with two of one name every request fails with 500.");

    public DuplicateNameAnalyzer()
        : base(Duplicate)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        var routes = new ConcurrentBag<Route>();
        RouteActions.RegisterServed(start, symbols, Descriptor, c =>
        {
            var route = c.Route;
            if (NameOf(route.Declaration, route.Method) is not null && route.Pattern.Problem is null)
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

        var seen = new Dictionary<string, (string Display, Location? Location)>(StringComparer.Ordinal);
        foreach (var (declaration, served) in ReferencedRoutes.Read(context.Compilation, context.CancellationToken))
        {
            if (NameOf(declaration, served.Method) is { } name && !seen.ContainsKey(name))
            {
                seen.Add(name, ($"{declaration.Display} of {served.Type.ContainingAssembly.Name}", null));
            }
        }

        foreach (var route in routes
            .OrderBy(static r => r.Settings.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(static r => r.Settings.ApplicationSyntaxReference?.Span.Start)
            .ThenBy(static r => r.Display, StringComparer.Ordinal))
        {
            var name = NameOf(route.Declaration, route.Method)!;
            if (!seen.TryGetValue(name, out var first))
            {
                seen.Add(name, (route.Display, AttributeLocations.ForAttribute(route.Settings, context.CancellationToken)));
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                AttributeLocations.ForArgument(route.Settings, BoltNames.NameArgument, context.CancellationToken),
                first.Location is { } other ? [other] : [],
                route.Display,
                name,
                first.Display));
        }
    }

    /// <summary>What the attribute says, else what <c>[EndpointName]</c> beside it says: that is for every route of the method.</summary>
    private static string? NameOf(RouteDeclaration declaration, IMethodSymbol method) =>
        declaration.Name ?? method.GetAttributes()
            .Where(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.EndpointNameAttribute))
            .Select(static a => a.ConstructorArguments.FirstOrDefault().Value as string)
            .FirstOrDefault();
}
