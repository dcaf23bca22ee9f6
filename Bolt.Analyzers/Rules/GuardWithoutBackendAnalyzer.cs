using System.Linq;
using Bolt.Shared;
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

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;
        var security = route.Security;
        if (!security.Auth.IsEmpty
            || security.Problems.Any(static p => p.Argument != BoltNames.GuardsArgument)
            || security.Guards.FirstOrDefault(static g => GuardFacts.NeedsIdentity(g.Type)) is not { Type: { } guard } use)
        {
            return;
        }

        // At fault is 'Auth = []' where the route says it, else the guard as the route lists it, else the route.
        var listed = route.Level.Auth is null && use.Attribute is null ? AttributeLocations.ForGuard(route.Attribute, use, context.CancellationToken) : Location.None;
        context.Report(
            listed.IsInSource ? listed : AttributeLocations.ForArgument(route.Attribute, BoltNames.AuthArgument, context.CancellationToken),
            route.Display,
            guard.Name);
    }
}
