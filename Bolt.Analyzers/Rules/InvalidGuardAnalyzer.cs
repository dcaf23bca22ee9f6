using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2006: a type in <c>Guards</c>, or a guard attribute, that cannot be re-created as a guard.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidGuardAnalyzer : LevelAnalyzer
{
    /// <summary>Property: present where the guard can be used as an attribute with arguments.</summary>
    public const string NeedsArgumentsProperty = "NeedsArguments";

    private static readonly ImmutableDictionary<string, string?> NeedsArguments = ImmutableDictionary<string, string?>.Empty.Add(NeedsArgumentsProperty, "true");

    private static readonly DiagnosticDescriptor Invalid = RuleDescriptor.Create(
        RuleIds.InvalidGuard,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "A type in Guards cannot be used as a guard there",
        "{0} cannot use '{1}' as a guard: {2}",
        "Guards takes classes that derive from Guard or AsyncGuard and can be made without arguments; one with arguments is used as an attribute. A route with any other is not served.");

    public InvalidGuardAnalyzer()
        : base(Invalid)
    {
    }

    private protected override void Analyze(LevelContext level)
    {
        foreach (var problem in level.Problems.Where(static p => p.Argument == BoltNames.GuardsArgument || (p.Argument.Length == 0 && (p.Kind == LevelProblemKind.Unresolved || SymbolFacts.IsGuard(p.Type)))))
        {
            if (LevelProblemText.Explain(problem) is { } reason)
            {
                var properties = LevelProblemText.CanBeAttribute(problem) ? NeedsArguments : null;
                level.Reporter.Report(level.LocationOf(problem), null, properties, level.Display, LevelProblemText.Name(problem), reason);
            }
        }
    }
}
