using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1010: any caller may ask for any object by its id. A candidate, worth a look, not a verdict.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedObjectAccessAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Unchecked = RuleDescriptor.Create(
        RuleIds.UncheckedObjectAccess,
        RuleCategory.Security,
        DiagnosticSeverity.Info,
        "Object accessed by id without checking the caller",
        "{0} lets every authenticated caller name any '{1}': check that the object is the caller's, with a guard or with 'AuthContext' in the handler",
        "The guards ask only who is calling, the handler takes an id from the route and never learns who the caller is.");

    public UncheckedObjectAccessAnalyzer()
        : base(Unchecked)
    {
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;

        // A permission, a claim, staff, or a custom guard is a decision about the object; only "is authenticated" is not.
        if (route.Security.Guards.IsEmpty
            || !route.Security.Problems.IsEmpty
            || !route.Security.Guards.All(static g => GuardFacts.IsIdentityOnly(g.Type))
            || route.Pattern.Problem is not null)
        {
            return;
        }

        var names = route.Pattern.Parameters.Select(static p => p.Name).ToList();
        var id = route.Binding.Handler?.Targets.FirstOrDefault(t => IsIdLike(t.Name) && names.Contains(t.Name, StringComparer.OrdinalIgnoreCase));
        if (id is null || context.Symbols.Callers.MayLookAtCaller(route.Method, names))
        {
            return;
        }

        context.Report(id.Location, route.Display, id.Display);
    }

    private static bool IsIdLike(string name) =>
        name is "id" or "Id" or "ID" or "uuid" or "guid"
        || name.EndsWith("Id", StringComparison.Ordinal)
        || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Uuid", StringComparison.Ordinal)
        || name.EndsWith("Guid", StringComparison.Ordinal);
}
