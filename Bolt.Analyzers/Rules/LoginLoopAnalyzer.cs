using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1017: visitors are sent to the login page, and signing in there helps nobody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoginLoopAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Loop = RuleDescriptor.Create(
        RuleIds.LoginLoop,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "A guard redirects to the login page, and no authentication backend applies",
        "{0} asks for '{1}', but no authentication backend applies, so it sends every visitor to the login page, also after a login: set 'Auth' on the route, its group or the assembly",
        "The guard lets only those pass whom a backend of 'Auth' identified. Without a backend the login page sends visitors back to a route that sends them to the login page.");

    public LoginLoopAnalyzer()
        : base(Loop)
    {
    }

    private protected override bool IsAboutLevels => true;

    private protected override void Analyze(in RouteContext context)
    {
        if (MissingBackend.Find(context.Route) is { } guard && GuardFacts.RedirectsToLogin(guard))
        {
            context.Report(MissingBackend.Locate(context.Route, guard, context.CancellationToken), context.Route.Display, guard.Type.Name);
        }
    }
}
