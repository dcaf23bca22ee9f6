using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers;

/// <summary>
/// Which routes a rule looks at, and from where. A class's own routes are looked at with their methods. Those that base classes declare are served for
/// groups: what is wrong with the declaration is said there, once; what is wrong with what the levels ask together is said at the group, which can change it.
/// </summary>
internal static class RouteActions
{
    /// <summary>Every route, where it is served: inherited ones with the group.</summary>
    public static void RegisterServed(CompilationStartAnalysisContext start, BoltSymbols symbols, DiagnosticDescriptor descriptor, Action<RouteContext> analyze)
    {
        start.RegisterSymbolAction(
            c =>
            {
                // Runs for every method of the program: ends at once for those without attributes.
                var routes = symbols.RoutesOf((IMethodSymbol)c.Symbol);
                if (!routes.IsEmpty)
                {
                    var reporter = new DiagnosticReporter(descriptor, c.ReportDiagnostic, null);
                    foreach (var route in routes)
                    {
                        analyze(new(route, symbols, reporter, c.CancellationToken));
                    }
                }
            },
            SymbolKind.Method);
        start.RegisterSymbolAction(
            c =>
            {
                var routes = symbols.InheritedRoutesOf((INamedTypeSymbol)c.Symbol);
                if (!routes.IsEmpty)
                {
                    var reporter = new DiagnosticReporter(descriptor, c.ReportDiagnostic, null);
                    foreach (var route in routes)
                    {
                        analyze(new(route, symbols, reporter, c.CancellationToken));
                    }
                }
            },
            SymbolKind.NamedType);
    }

    /// <summary>Every route, where its handler is declared: inherited ones with the group only where no other place is.</summary>
    public static void RegisterDeclared(CompilationStartAnalysisContext start, BoltSymbols symbols, DiagnosticDescriptor descriptor, Action<RouteContext> analyze)
    {
        start.RegisterSymbolAction(
            c =>
            {
                var method = (IMethodSymbol)c.Symbol;
                if (method.GetAttributes().IsEmpty || !GuardReach.IsHandler(method))
                {
                    return;
                }

                // Several groups may serve it: what is wrong for one is wrong once.
                var reporter = new DiagnosticReporter(descriptor, c.ReportDiagnostic, null);
                foreach (var route in symbols.RoutesThrough(method))
                {
                    analyze(new(route, symbols, reporter, c.CancellationToken));
                }
            },
            SymbolKind.Method);
        start.RegisterSymbolAction(
            c =>
            {
                var reporter = new DiagnosticReporter(descriptor, c.ReportDiagnostic, null);
                foreach (var route in symbols.InheritedRoutesOf((INamedTypeSymbol)c.Symbol))
                {
                    var declared = route.Method.OriginalDefinition;
                    if (!SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, symbols.Compilation.Assembly)
                        || (!symbols.RoutesOf(declared).IsEmpty && !Reports(declared, symbols, descriptor, analyze, c.CancellationToken)))
                    {
                        analyze(new(route, symbols, reporter, c.CancellationToken));
                    }
                }
            },
            SymbolKind.NamedType);
    }

    /// <summary>A class that serves its own routes is told of what is wrong with them; a group that inherits them, of what is wrong with it alone.</summary>
    private static bool Reports(IMethodSymbol method, BoltSymbols symbols, DiagnosticDescriptor descriptor, Action<RouteContext> analyze, CancellationToken cancellationToken)
    {
        var reports = false;
        var reporter = new DiagnosticReporter(descriptor, _ => reports = true, null);
        foreach (var route in symbols.RoutesOf(method))
        {
            analyze(new(route, symbols, reporter, cancellationToken));
        }

        return reports;
    }
}
