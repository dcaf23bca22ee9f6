using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1009: a route changes something for whoever the browser's cookie names, and no longer looks at who made the request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CrossSiteCheckOffAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Off = RuleDescriptor.Create(
        RuleIds.CrossSiteCheckOff,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "CSRF protection is disabled on a route that accepts cookies",
        "{0} accepts the cookies of '{1}' and its CSRF protection is disabled, so any site can call it on behalf of its visitors: remove the attribute, or name the sites in 'TrustedOrigins'",
        "Browsers send cookies along whichever site made the request. Bolt refuses state-changing requests that a cookie authenticated and another site made, unless RequireAntiforgeryToken(false) or DisableAntiforgery() switches the check off.");

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
            || Antiforgery.SwitchedOff(route.Method) is not { } attribute)
        {
            return;
        }

        // A base class of another assembly has no source to point at.
        var location = AttributeLocations.ForAttribute(attribute, context.CancellationToken);
        context.Report(location.IsInSource ? location : AttributeLocations.ForAttribute(route.Attribute, context.CancellationToken), route.Display, backend.Name);
    }
}
