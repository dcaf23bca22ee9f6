using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1002: a guard asks for an identity that nothing can establish, so every request is refused.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardWithoutBackendAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor NoBackend = RuleDescriptor.Create(
        RuleIds.GuardWithoutBackend,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "A guard needs an identity, and no authentication backend applies",
        "{0} asks for '{1}', but no authentication backend applies, so it refuses every request: set 'Auth' on the route, its group or the assembly",
        "Guards look at the caller that a backend of 'Auth' identified. Without a backend, no caller is ever authenticated.");

    public GuardWithoutBackendAnalyzer()
        : base(NoBackend)
    {
    }

    private protected override bool IsAboutLevels => true;

    private protected override void Analyze(in RouteContext context)
    {
        if (MissingBackend.Find(context.Route) is { } guard && !GuardFacts.RedirectsToLogin(guard))
        {
            context.Report(MissingBackend.Locate(context.Route, guard, context.CancellationToken), context.Route.Display, guard.Type.Name);
        }
    }
}
