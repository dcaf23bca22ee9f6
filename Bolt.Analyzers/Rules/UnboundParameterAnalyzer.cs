using System.Linq;
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

    /// <summary>Where the parser has nothing to say, what such a type would need.</summary>
    private static string Explain(Route route, Refusal refusal)
    {
        if (!refusal.Reason.EndsWith("cannot be bound", System.StringComparison.Ordinal)
            || route.Method.Parameters.FirstOrDefault(p => p.Name == refusal.Parameter) is not { } parameter)
        {
            return refusal.Parameter is { } name && route.Method.Parameters.FirstOrDefault(p => p.Name == name)?.Type.IsRefLikeType == true
                ? ": a ref struct cannot be kept while the request is read; take a string or an array"
                : string.Empty;
        }

        var type = parameter.Type;
        var display = TypeNames.Display(type);
        var attributes = new BindingAttributes(new BindingTarget(parameter));
        return type.SpecialType == SpecialType.System_Object ? ": nothing says what an 'object' is made from; name a type, or add [FromBody]"
            : type.IsTupleType ? ": a tuple has no names in a request; use a record"
            : attributes.IsCurrentUser ? $": [CurrentUser] takes a class, and '{display}' is none"
            : (attributes.Query is not null || attributes.Header is not null) && type is not IArrayTypeSymbol && ValidationFacts.IsPlatform(type) && ValidationFacts.ElementOf(type) is { } element && TextConversion.Find(element) is not null
            ? $": several values of one name are an array; use '{TypeNames.Display(element)}[]'"
            : attributes.Route is not null || attributes.Query is not null || attributes.Header is not null
            ? $": no string becomes a '{display}', which has no TryParse; {(attributes.Query is not null ? "use [AsParameters] for an object made of query values, or " : string.Empty)}give it a static TryParse(string, out {display})"
            : $": a request of this method has no body to read '{display}' from, and no string becomes one; give it a static TryParse(string, out {display}), use [AsParameters], or add [FromBody] on a method that has a body";
    }

    private protected override void Analyze(in RouteContext context)
    {
        if (context.Route.Binding.Refusal is { Kind: RefusalKind.Parameter } refusal)
        {
            context.Report(RouteBinding.LocationOf(context.Route, refusal.Parameter), context.Route.Display, refusal.Reason + Explain(context.Route, refusal));
        }
    }
}
