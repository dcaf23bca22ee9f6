using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1012: a route names backends and then lets everyone in without a look at who it is: probably it was meant to be guarded.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedAuthenticationAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Unused = RuleDescriptor.Create(
        RuleIds.UnusedAuthentication,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "Auth is set but the identity is never used",
        "{0} authenticates its callers and then lets everyone in, and the handler does not look at the caller: replace 'AllowAny' with a guard, or remove 'Auth'",
        "Authentication alone refuses no one; the guards decide. A route with Auth and AllowAny whose handler ignores the caller is as open as one without Auth.");

    public UnusedAuthenticationAnalyzer()
        : base(Unused)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        base.Register(start, symbols);
        start.RegisterSymbolAction(c => AnalyzeGroup(c, symbols), SymbolKind.NamedType);
    }

    /// <summary>A group that opens itself, and none of whose routes does otherwise.</summary>
    private void AnalyzeGroup(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().IsEmpty)
        {
            return;
        }

        var group = symbols.GroupOf(type);
        if (group is not { Settings: { } settings, Level: { Auth: { IsEmpty: false }, HasAllowAny: true, Contradicts: false, Problems.IsEmpty: true } }
            || !type.GetTypeMembers().IsEmpty
            || DerivedTypes.Get(context.Compilation).From(type).Any())
        {
            return;
        }

        var routes = type.GetMembers().OfType<IMethodSymbol>().SelectMany(m => symbols.RoutesOf(m)).Concat(symbols.InheritedRoutesOf(type)).ToList();
        if (routes.Count > 0 && routes.All(r =>
            r.Level.Auth is null && r.Security.AllowsAnonymous && r.Security.Problems.IsEmpty && !r.HasUnresolvedAttribute && !symbols.Callers.MayLookAtCaller(r.Method, r.Type, [])))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, AttributeLocations.ForArgument(settings, BoltNames.AuthArgument, context.CancellationToken), $"The group '{type.Name}'"));
        }
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;
        if (route.Level.Auth is not { IsEmpty: false }
            || !route.Security.AllowsAnonymous
            || !route.Security.Problems.IsEmpty
            || route.HasUnresolvedAttribute
            || context.Symbols.Callers.MayLookAtCaller(route.Method, route.Type, []))
        {
            return;
        }

        context.Report(AttributeLocations.ForArgument(route.Attribute, BoltNames.AuthArgument, context.CancellationToken), route.Display);
    }
}
