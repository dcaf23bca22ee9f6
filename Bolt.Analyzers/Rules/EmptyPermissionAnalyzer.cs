using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1008: a permission guard that names no permission lets no one pass.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyPermissionAnalyzer : LevelAnalyzer
{
    private static readonly DiagnosticDescriptor Empty = RuleDescriptor.Create(
        RuleIds.EmptyPermission,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "A permission guard names no permission",
        "{0} has '{1}' with {2}: name the permission the caller must hold",
        "A permission guard without a name refuses everyone; it is a mistake, not a way in.");

    public EmptyPermissionAnalyzer()
        : base(Empty)
    {
    }

    private protected override void Analyze(LevelContext level)
    {
        foreach (var guard in level.Level.Guards.Where(static g => g.Attribute is not null && GuardFacts.NamesPermissions(g.Type)))
        {
            var permissions = PermissionName.ReadAll(guard.Attribute!);
            if (permissions.IsEmpty)
            {
                level.Reporter.Report(level.LocationOf(guard), level.Display, guard.Type.Name, "no permission");
            }

            foreach (var permission in permissions.Where(static p => string.IsNullOrWhiteSpace(p.Name)))
            {
                level.Reporter.Report(permission.Locate(level.CancellationToken), level.Display, guard.Type.Name, "an empty name");
            }
        }
    }
}
