using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1011: a permission that no one can have, because it is not in the catalog.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownPermissionAnalyzer : LevelAnalyzer
{
    /// <summary>Property of the diagnostic: the documentation id of the constant that was probably meant.</summary>
    public const string ConstantProperty = "Constant";

    private static readonly DiagnosticDescriptor Unknown = RuleDescriptor.Create(
        RuleIds.UnknownPermission,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "The permission is not in the catalog",
        "{0} asks for the permission '{1}', which no class marked '[PermissionCatalog]' has{2}",
        "Once a class is marked [PermissionCatalog], its constants are all the permissions; any other name is a typo.");

    public UnknownPermissionAnalyzer()
        : base(Unknown)
    {
    }

    private protected override void Analyze(LevelContext level)
    {
        foreach (var guard in level.Level.Guards.Where(static g => g.Attribute is not null && GuardFacts.NamesPermissions(g.Type)))
        {
            foreach (var permission in PermissionName.ReadAll(guard.Attribute!))
            {
                var catalog = level.Symbols.Permissions;
                if (permission.Name is not { } name || string.IsNullOrWhiteSpace(name) || catalog.IsEmpty || catalog.Contains(name))
                {
                    continue;
                }

                var nearest = catalog.Nearest(name);
                var properties = nearest is null
                    ? ImmutableDictionary<string, string?>.Empty
                    : ImmutableDictionary<string, string?>.Empty.Add(ConstantProperty, nearest.GetDocumentationCommentId());
                level.Reporter.Report(
                    permission.Locate(level.CancellationToken),
                    null,
                    properties,
                    level.Display,
                    name,
                    nearest is null ? string.Empty : $"; did you mean '{nearest.ConstantValue}'?");
            }
        }
    }
}
