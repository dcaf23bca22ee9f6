using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1021: callers get in who did not before, or it cannot be told that they do not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakenedRouteAnalyzer : SurfaceAnalyzer
{
    // Anyone who may weaken a route could switch the rule off as well.
    private static readonly DiagnosticDescriptor Weakened = RuleDescriptor.Create(
        RuleIds.WeakenedRoute,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "A route is weaker than BoltSurface.txt says",
        "{0} is weaker than recorded in {1}: {2}",
        "A route lets in callers whom the recorded line does not, or cannot be compared with it. Accepting that is a decision of its own.",
        RuleDescriptor.CannotBeSwitchedOff);

    public WeakenedRouteAnalyzer()
        : base(Weakened)
    {
    }

    private protected override object?[]? Describe(SurfaceDifference difference, SurfaceDocument document) => difference.Kind == SurfaceDifferenceKind.Weaker
        ? [Name(difference.Recorded!, difference.Current!), document.Name, string.Join("; ", difference.Change!.Reasons)]
        : null;

    private static string Name(SurfaceLine recorded, SurfaceLine current) => recorded.Route == current.Route ? current.Route : $"{current.Route} (was {recorded.Route})";
}
