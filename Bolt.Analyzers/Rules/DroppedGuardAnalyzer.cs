using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1004: a level drops what an outer level requires. Explicit <c>AllowAny</c> is only reported as information.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedGuardAnalyzer : LevelAnalyzer
{
    private static readonly DiagnosticDescriptor Dropped = RuleDescriptor.Create(
        RuleIds.DroppedGuard,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "A guard from an outer level is dropped",
        "{0} drops {1}, which an outer level requires: make sure callers without it should get in",
        "InheritGuards = false drops every guard of the outer levels; AllowAny does the same and opens the level (reported as information).");

    public DroppedGuardAnalyzer()
        : base(Dropped)
    {
    }

    private protected override void Analyze(LevelContext level)
    {
        var own = level.Level;
        var opens = own is { HasAllowAny: true, Contradicts: false };
        if ((own.InheritGuards && !opens) || (level.Route is { } route && route.Security.Guards.IsEmpty))
        {
            return;
        }

        var dropped = level.Outer
            .Where(outer => !outer.IsAllowAny && !GuardImplication.Implies(own.Guards, outer))
            .Select(static outer => "'" + outer.Type.Name + "'")
            .Distinct()
            .ToList();
        if (dropped.Count == 0)
        {
            return;
        }

        var names = string.Join(", ", dropped);
        if (!own.InheritGuards && level.Settings is { } settings)
        {
            level.Reporter.Report(AttributeLocations.ForArgument(settings, BoltNames.InheritGuardsArgument, level.CancellationToken), level.Display, names);
        }
        else
        {
            level.Reporter.Report(level.LocationOf(own.Guards.First(static g => g.IsAllowAny)), DiagnosticSeverity.Info, null, level.Display, names);
        }
    }
}
