using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1009: a route changes something in the name of the user of the browser's cookie, and does not check which site made the request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CrossSiteCheckOffAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Off = RuleDescriptor.Create(
        RuleIds.CrossSiteCheckOff,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "CSRF protection is disabled on a route that accepts cookies",
        "{0} accepts the cookies of '{1}' and its CSRF protection is disabled, so any site can call it on behalf of its visitors: remove the attribute, or name the sites in 'TrustedOrigins'",
        "Browsers send cookies with requests from any site. Bolt refuses state-changing requests that a cookie authenticates and another site made, unless RequireAntiforgeryToken(false) or DisableAntiforgery() turns the check off.");

    public CrossSiteCheckOffAnalyzer()
        : base(Off)
    {
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;
        var methods = route.Declaration.Methods;
        if ((!methods.IsEmpty && methods.All(HttpMethods.IsSafe))
            || !route.Security.Problems.IsEmpty
            || route.Security.Auth.FirstOrDefault(SymbolFacts.IsCookieBackend) is not { } backend
            || Antiforgery.SwitchedOff(route.Served) is not { } attribute)
        {
            return;
        }

        // A base class of another assembly has no source to point at.
        var location = AttributeLocations.ForAttribute(attribute, context.CancellationToken);
        context.Report(context.Symbols.IsHere(location) ? location : AttributeLocations.ForAttribute(route.Settings, context.CancellationToken), route.Display, backend.Name);
    }
}
