using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2010: a route that lets anonymous callers in has no caller to give to the handler.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AnonymousCallerAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Anonymous = RuleDescriptor.Create(
        RuleIds.AnonymousCaller,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "The handler requires a caller on a route that allows anonymous access",
        "{0} lets anonymous callers in, so '{1}' may be null: declare it '{2}?', or require a guard",
        "AllowAny also lets in callers that no backend accepted; they have no AuthContext and no user.");

    public AnonymousCallerAnalyzer()
        : base(Anonymous)
    {
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;
        if (!route.Security.AllowsAnonymous
            || !route.Security.Problems.IsEmpty
            || route.HasUnresolvedAttribute
            || route.Binding.Handler is not { } handler)
        {
            return;
        }

        // A member of an [AsParameters] object counts on the caller as a parameter does.
        foreach (var (value, target) in handler.Values.Zip(handler.Targets, static (v, t) => (v.Model, t)))
        {
            if (value is { Kind: ParameterKind.Auth or ParameterKind.CurrentUser, IsNullable: false, IsOptional: false })
            {
                context.Report(target.Location, route.Display, target.Display, target.Type.Name);
            }
        }
    }
}
