using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2009: nothing a request has can become the parameter.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundParameterAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Unbound = RuleDescriptor.Create(
        RuleIds.UnboundParameter,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "A parameter cannot be bound",
        "No endpoint is generated for {0}: {1}",
        "A handler parameter comes from the route, the query, a header, the body or services. The route is not served while one of them has no source.");

    public UnboundParameterAnalyzer()
        : base(Unbound)
    {
    }

    private protected override void Analyze(in RouteContext context)
    {
        if (context.Route.Binding.Refusal is { Kind: RefusalKind.Parameter } refusal)
        {
            context.Report(RouteBinding.LocationOf(context.Route, refusal.Parameter), context.Route.Display, refusal.Reason);
        }
    }
}
