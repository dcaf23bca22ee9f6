using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>A route under analysis, and how to report about it.</summary>
internal readonly struct RouteContext(Route route, BoltSymbols symbols, DiagnosticReporter reporter, CancellationToken cancellationToken)
{
    public Route Route { get; } = route;

    public BoltSymbols Symbols { get; } = symbols;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public void Report(Location location, params object?[] arguments) => reporter.Report(Locate(location), arguments);

    /// <param name="location">The place at fault.</param>
    /// <param name="properties">What a fix has to know. It changes what is at fault, so it is told nothing where that is in another assembly.</param>
    /// <param name="arguments">Of the message.</param>
    public void Report(Location location, ImmutableDictionary<string, string?> properties, params object?[] arguments) =>
        reporter.Report(Locate(location), null, Symbols.IsHere(location) ? properties : null, arguments);

    public void Report(Location location, DiagnosticSeverity severity, params object?[] arguments) => reporter.Report(Locate(location), severity, null, arguments);

    public void Report(Location location, DiagnosticSeverity severity, ImmutableDictionary<string, string?> properties, params object?[] arguments) =>
        reporter.Report(Locate(location), severity, Symbols.IsHere(location) ? properties : null, arguments);

    /// <summary>The place, where it is in this project; else the group that serves the route.</summary>
    public Location Locate(Location location) =>
        Symbols.IsHere(location) || Route.Group.Settings is not { } group ? location : AttributeLocations.ForAttribute(group, CancellationToken);
}
