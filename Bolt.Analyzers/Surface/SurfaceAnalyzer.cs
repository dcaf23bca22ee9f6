using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers;

/// <summary>
/// The base of rules about a route that is there and what is recorded of it. Silent without a file, and with one that cannot be read. Said at the route attribute, for an inherited
/// route at the group, for a route of a library at the first <c>MapBolt()</c>.
/// </summary>
public abstract class SurfaceAnalyzer : BoltAnalyzer
{
    private protected SurfaceAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        if (SurfaceDocument.Find(start) is not { File.Problems.Count: 0 } document)
        {
            return;
        }

        var comparison = symbols.Compare(document.File);
        start.RegisterSymbolAction(c => Report(symbols.RoutesOf((IMethodSymbol)c.Symbol), comparison, document, c.ReportDiagnostic, c.CancellationToken), SymbolKind.Method);
        start.RegisterSymbolAction(c => Report(symbols.InheritedRoutesOf((INamedTypeSymbol)c.Symbol), comparison, document, c.ReportDiagnostic, c.CancellationToken), SymbolKind.NamedType);
        if (comparison.Libraries.Count > 0)
        {
            start.RegisterSemanticModelAction(c =>
            {
                if (comparison.MapCall is { } call && call.SourceTree == c.SemanticModel.SyntaxTree)
                {
                    AnalyzeLibraries(comparison, document, call, c.ReportDiagnostic);
                }
            });
        }
    }

    /// <summary>What the rule says of a difference; null where it is another rule's.</summary>
    private protected abstract object?[]? Describe(SurfaceDifference difference, SurfaceDocument document);

    private protected virtual void AnalyzeLibraries(SurfaceComparison comparison, SurfaceDocument document, Location call, Action<Diagnostic> report) =>
        Report(comparison.OfLibraries, document, call, report);

    private void Report(ImmutableArray<Route> routes, SurfaceComparison comparison, SurfaceDocument document, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var route in routes)
        {
            Report(comparison.Of(route), document, AttributeLocations.ForAttribute(route.Settings, cancellationToken), report);
        }
    }

    /// <summary>Each line by itself, also where several are at one place: a route of two methods, a handler of two groups.</summary>
    private void Report(IEnumerable<SurfaceDifference> differences, SurfaceDocument document, Location location, Action<Diagnostic> report)
    {
        foreach (var difference in differences)
        {
            if (Describe(difference, document) is { } arguments)
            {
                report(Diagnostic.Create(Descriptor, location, SurfaceProperties.Of(difference), arguments));
            }
        }
    }
}
