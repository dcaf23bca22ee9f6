using System;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1010: any caller may ask for any object by its id. A candidate, worth a look, not a verdict.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedObjectAccessAnalyzer : RouteAnalyzer
{
    private static readonly string[] Words = ["id", "uuid", "guid", "uid"];

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
        var id = (route.Binding.Handler is { } binding ? binding.Values.Zip(binding.Targets, static (v, t) => (v.Model, Target: t)) : [])
            .Where(v => v.Model.Kind is ParameterKind.Route or ParameterKind.RouteOrQuery
                && names.Contains(v.Model.WireName, StringComparer.OrdinalIgnoreCase)
                && (IsIdLike(v.Model.WireName) || IsIdLike(v.Target.Name)))
            .Select(static v => v.Target)
            .FirstOrDefault();
        if (id is null || context.Symbols.Callers.MayLookAtCaller(route.Method, route.Type, names))
        {
            return;
        }

        context.Report(id.Location, route.Display, id.Display);
    }

    private static bool IsIdLike(string name) =>
        Words.Any(w =>
            string.Equals(name, w, StringComparison.OrdinalIgnoreCase)
            || (name.Length > w.Length
                && name.EndsWith(w, StringComparison.OrdinalIgnoreCase)
                && BeginsWord(name[name.Length - w.Length - 1], name[name.Length - w.Length])));

    /// <summary>invoiceId, invoiceID and invoice_id, but not "paid", "valid" or "GRID".</summary>
    private static bool BeginsWord(char before, char first) => before is '_' or '-' or '.' || (char.IsUpper(first) && !char.IsUpper(before));
}
