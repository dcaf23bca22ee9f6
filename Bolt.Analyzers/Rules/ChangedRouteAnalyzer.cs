using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1022: the file no longer says what the route asks, although nobody gets in who did not before.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChangedRouteAnalyzer : SurfaceAnalyzer
{
    private static readonly DiagnosticDescriptor Changed = RuleDescriptor.Create(
        RuleIds.ChangedRoute,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "A route differs from what BoltSurface.txt says",
        "{0} differs from its line in {1}: {2}",
        "The route is stronger than recorded, written differently, or was moved. A file that does not say what is there is no measure for the next change.");

    public ChangedRouteAnalyzer()
        : base(Changed)
    {
    }

    private protected override object?[]? Describe(SurfaceDifference difference, SurfaceDocument document) => difference.Kind switch
    {
        SurfaceDifferenceKind.Changed => [difference.Current!.Route, document.Name, difference.Change!.Kind == SurfaceChangeKind.Stronger ? "it is stronger" : "the same callers get in, and it is written differently"],
        SurfaceDifferenceKind.Moved => [difference.Current!.Route, document.Name, $"it was {difference.Recorded!.Route}"],
        _ => null,
    };
}
