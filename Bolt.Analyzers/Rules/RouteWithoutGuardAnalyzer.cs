using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1001: nothing at any level says who may call the route, so the emitted endpoint refuses everyone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteWithoutGuardAnalyzer : RouteAnalyzer
{
    /// <summary>Property of the diagnostic: present when authentication backends apply to the route already.</summary>
    public const string HasAuthProperty = "HasAuth";

    private static readonly ImmutableDictionary<string, string?> WithAuth = ImmutableDictionary<string, string?>.Empty.Add(HasAuthProperty, "true");

    private static readonly DiagnosticDescriptor Unguarded = RuleDescriptor.Create(
        RuleIds.RouteWithoutGuard,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "The route has no guard",
        "{0} has no guard at any level, so it refuses every request: say who may call it with 'Guards', or open it to everyone with 'AllowAny'",
        "Every route says who may call it: on the route, on its group or for the whole assembly. There is no implicit public route.");

    public RouteWithoutGuardAnalyzer()
        : base(Unguarded)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        base.Register(start, symbols);
        start.RegisterSymbolAction(c => AnalyzeGroup(c, symbols), SymbolKind.NamedType);
    }

    /// <summary>What base classes declare is this class's route as a group, and it is the group that can say who may call it.</summary>
    private void AnalyzeGroup(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().IsEmpty || SecurityLevelReader.FindGroups(type).IsEmpty || symbols.HasUnresolvedAttribute || symbols.GroupOf(type).HasUnresolvedAttribute)
        {
            return;
        }

        var reporter = new DiagnosticReporter(Descriptor, context.ReportDiagnostic, null);
        foreach (var route in HandlerRouteFinder.Inherited(type))
        {
            var security = SecurityLevels.OfRoute(route, symbols.AssemblyLevel, symbols.Compilation);
            if (security.Guards.IsEmpty
                && security.Problems.All(static p => p.Argument == BoltNames.AuthArgument)
                && RouteAttributeReader.Read(route.Attribute, type, route.Groups) is { } declaration)
            {
                reporter.Report(
                    AttributeLocations.ForArgument(route.Groups.Of(type)[0], BoltNames.GuardsArgument, context.CancellationToken),
                    null,
                    security.Auth.IsEmpty ? ImmutableDictionary<string, string?>.Empty : WithAuth,
                    declaration.Display);
            }
        }
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;

        // What cannot be understood may have been meant as a guard; another rule or the compiler says what is wrong with it.
        if (!route.Security.Guards.IsEmpty
            || route.Security.Problems.Any(static p => p.Argument != BoltNames.AuthArgument)
            || route.HasUnresolvedAttribute)
        {
            return;
        }

        context.Report(
            AttributeLocations.ForArgument(route.Attribute, BoltNames.GuardsArgument, context.CancellationToken),
            route.Security.Auth.IsEmpty ? ImmutableDictionary<string, string?>.Empty : WithAuth,
            route.Display);
    }
}
