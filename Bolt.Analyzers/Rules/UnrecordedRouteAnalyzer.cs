using System;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1020: nobody has seen yet who may call the route.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnrecordedRouteAnalyzer : SurfaceAnalyzer
{
    private static readonly DiagnosticDescriptor Unrecorded = RuleDescriptor.Create(
        RuleIds.UnrecordedRoute,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "A route is not in BoltSurface.txt",
        "{0} is not recorded in {1}: {2}",
        "BoltSurface.txt lists every route that the application maps, with what it asks of its callers. A route that is not in it was not reviewed.");

    public UnrecordedRouteAnalyzer()
        : base(Unrecorded)
    {
    }

    private protected override object?[]? Describe(SurfaceDifference difference, SurfaceDocument document) =>
        difference.Kind == SurfaceDifferenceKind.Unrecorded ? [difference.Current!.Route, document.Name, "add its line"] : null;

    private protected override void AnalyzeLibraries(SurfaceComparison comparison, SurfaceDocument document, Location call, Action<Diagnostic> report)
    {
        base.AnalyzeLibraries(comparison, document, call, report);
        foreach (var library in comparison.Libraries)
        {
            if (library.Problem is { } problem)
            {
                // Never nothing: what is not known may be open.
                report(Diagnostic.Create(Descriptor, call, $"The surface of {library.Assembly}", document.Name, problem));
            }
        }
    }
}
