using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers;

/// <summary>A route under analysis, and how to report about it.</summary>
internal readonly struct RouteContext(Route route, BoltSymbols symbols, DiagnosticDescriptor descriptor, SymbolAnalysisContext context)
{
    public Route Route { get; } = route;

    public BoltSymbols Symbols { get; } = symbols;

    public CancellationToken CancellationToken => context.CancellationToken;

    public void Report(Location location, params object?[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(descriptor, location, arguments));

    public void Report(Location location, ImmutableDictionary<string, string?> properties, params object?[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(descriptor, location, properties, arguments));

    public void Report(Location location, DiagnosticSeverity severity, params object?[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(
            descriptor, location, severity, (IEnumerable<Location>?)null, (ImmutableDictionary<string, string?>?)null, arguments));
}
