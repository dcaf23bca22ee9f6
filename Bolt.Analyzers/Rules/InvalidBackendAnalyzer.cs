using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2005: a type in <c>Auth</c> that cannot authenticate anybody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidBackendAnalyzer : LevelAnalyzer
{
    private static readonly DiagnosticDescriptor Invalid = RuleDescriptor.Create(
        RuleIds.InvalidBackend,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "A type in Auth is not an authentication backend",
        "{0} cannot use '{1}' in 'Auth': {2}",
        "Auth takes classes that implement IAuthenticationBackend, by which generated code calls them directly. A route with any other type is not served.");

    public InvalidBackendAnalyzer()
        : base(Invalid)
    {
    }

    private protected override void Analyze(LevelContext level)
    {
        foreach (var problem in level.Problems.Where(static p => p.Argument == BoltNames.AuthArgument))
        {
            if (LevelProblemText.Explain(problem) is { } reason)
            {
                level.Reporter.Report(level.LocationOf(problem), level.Display, LevelProblemText.Name(problem), reason);
            }
        }
    }
}
