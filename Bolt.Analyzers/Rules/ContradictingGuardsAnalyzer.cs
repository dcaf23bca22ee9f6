using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1003: a level both opens itself to everyone and asks for something.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContradictingGuardsAnalyzer : LevelAnalyzer
{
    private static readonly DiagnosticDescriptor Contradiction = RuleDescriptor.Create(
        RuleIds.ContradictingGuards,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "AllowAny is combined with other guards",
        "{0} has 'AllowAny' beside '{1}': the other guard is what counts, so remove 'AllowAny', or the other guard if everyone is meant to pass",
        "All guards of a level must pass, so AllowAny beside another guard opens nothing; a reader would assume the route is public.");

    public ContradictingGuardsAnalyzer()
        : base(Contradiction)
    {
    }

    private protected override void Analyze(LevelContext level)
    {
        if (!level.Level.Contradicts)
        {
            return;
        }

        var other = level.Level.Guards.First(static g => !g.IsAllowAny);
        foreach (var allowAny in level.Level.Guards.Where(static g => g.IsAllowAny))
        {
            level.Reporter.Report(level.LocationOf(allowAny), level.Display, other.Type.Name);
        }
    }
}
