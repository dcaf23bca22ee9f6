using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1023: the file vouches for a route that is not there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VanishedRouteAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Vanished = RuleDescriptor.CreateForCompilationEnd(
        RuleIds.VanishedRoute,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "BoltSurface.txt has a line without a route",
        "{0} is in {1}, and the application has no such route: remove line {2}",
        "The route was removed, or its handler and its place were changed at once. A route that comes back later would be compared with a line that nobody remembers.");

    public VanishedRouteAnalyzer()
        : base(Vanished)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        // Of a file that cannot be read there are no lines.
        if (SurfaceDocument.Find(start) is not { } document)
        {
            return;
        }

        var routes = new ConcurrentBag<Route>();
        RouteActions.RegisterServed(start, symbols, Descriptor, c => routes.Add(c.Route));
        start.RegisterCompilationEndAction(c => Report(c, symbols, document, routes));
    }

    private void Report(CompilationAnalysisContext context, BoltSymbols symbols, SurfaceDocument document, ConcurrentBag<Route> routes)
    {
        var comparison = symbols.Compare(document.File);
        var vanished = comparison.OfAll(routes).Differences.Where(static d => d.Kind == SurfaceDifferenceKind.Vanished).ToList();
        if (vanished.Count == 0)
        {
            return;
        }

        var handlers = new Lazy<ILookup<string, INamedTypeSymbol>>(() => SymbolFacts.AllTypes(symbols.Compilation.Assembly).ToLookup(static t => TypeNames.Display(t), StringComparer.Ordinal));
        var numbers = comparison.Recorded.GroupBy(static e => e.Line.Key).ToDictionary(static g => g.Key, static g => g.First().Number, StringComparer.Ordinal);
        foreach (var difference in vanished)
        {
            var line = difference.Recorded!;
            var place = document.LocationOf(numbers[line.Key]);
            var location = Find(handlers.Value, line.Handler, symbols) ?? comparison.MapCall ?? First(routes, context.CancellationToken) ?? place;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, location, location == place ? [] : [place], SurfaceProperties.Of(difference), line.Route, document.Name, numbers[line.Key] + 1));
        }
    }

    /// <summary>The handler that the line names, or its class. Editors offer a fix only where there is source.</summary>
    private static Location? Find(ILookup<string, INamedTypeSymbol> types, string handler, BoltSymbols symbols)
    {
        var dot = handler.LastIndexOf('.');
        var type = dot < 0 ? null : types[handler.Substring(0, dot)].FirstOrDefault();
        IEnumerable<Location> locations = type is null ? [] : [.. type.GetMembers(handler.Substring(dot + 1)).SelectMany(static m => m.Locations), .. type.Locations];
        return locations.FirstOrDefault(symbols.IsHere);
    }

    private static Location? First(IEnumerable<Route> routes, CancellationToken cancellationToken) => routes
        .Select(r => AttributeLocations.ForAttribute(r.Settings, cancellationToken))
        .OrderBy(static l => l.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static l => l.SourceSpan.Start)
        .FirstOrDefault();
}
