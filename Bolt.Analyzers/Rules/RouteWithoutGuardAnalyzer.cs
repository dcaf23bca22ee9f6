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

    private protected override bool IsAboutLevels => true;

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
            AttributeLocations.ForArgument(route.Settings, BoltNames.GuardsArgument, context.CancellationToken),
            route.Security.Auth.IsEmpty ? ImmutableDictionary<string, string?>.Empty : WithAuth,
            route.Display);
    }
}
