using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2008: a request has one body, and some requests have none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidBodyAnalyzer : RouteAnalyzer
{
    private static readonly DiagnosticDescriptor Invalid = RuleDescriptor.Create(
        RuleIds.InvalidBody,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "A parameter is bound to a body the request cannot have",
        "{0}: the parameter '{1}' is read from the body, but {2}",
        "A request has one body. In a GET or HEAD request a body has no meaning (RFC 9110 section 9.3), and intermediaries drop it.");

    public InvalidBodyAnalyzer()
        : base(Invalid)
    {
    }

    /// <summary>Bodies that no attribute names: those types are data that nothing registers as a service.</summary>
    private static void ReportInferred(in RouteContext context, HandlerBinding handler)
    {
        var route = context.Route;
        var compilation = context.Symbols.Compilation;
        var cancellationToken = context.CancellationToken;
        var mayHaveBody = route.Declaration.Methods.IsEmpty || route.Declaration.Methods.Any(HttpMethods.MayHaveBody);
        var values = handler.Values.Zip(handler.Targets, static (v, t) => (v.Model, Target: t)).ToList();
        var hasBody = values.Any(static v => v.Model.Kind is ParameterKind.Body or ParameterKind.RawBody || v.Model.IsForm);
        foreach (var (model, target) in values)
        {
            if (model.IsOptional
                || !(model.Kind == ParameterKind.BodyOrService || (model.Kind == ParameterKind.Service && !new BindingAttributes(target).IsService))
                || !BodyTypes.IsData(target.Type)
                || !BodyTypes.IsNeverRegistered(target.Type, compilation, cancellationToken))
            {
                continue;
            }

            // A library's types may be services of the program that uses it.
            var severity = context.Symbols.IsApplication ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
            if (model.Kind == ParameterKind.Service)
            {
                if (!mayHaveBody)
                {
                    context.Report(target.Location, severity, route.Display, target.Display, $"a {route.Declaration.Methods[0]} request has none, and no service of its type is registered: bind it from the query with [AsParameters], or use POST");
                }
                else
                {
                    context.Report(target.Location, severity, route.Display, target.Display, $"without [FromBody] a {route.Declaration.Methods[0]} handler takes it from services, and none of its type is registered: add [FromBody] or [AsParameters]");
                }
            }
            else if (hasBody)
            {
                context.Report(target.Location, severity, route.Display, target.Display, "another parameter is too: put both into one type, or both into one form");
            }
            else
            {
                hasBody = true;
            }
        }
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;
        var binding = route.Binding;
        if (binding.Refusal is { Kind: RefusalKind.Bodies })
        {
            foreach (var parameter in binding.Refusal.Parameters)
            {
                context.Report(RouteBinding.LocationOf(route, parameter), route.Display, parameter, "another parameter is too: put both into one type, or both into one form");
            }
        }
        else if (binding.Handler is { } inferring)
        {
            ReportInferred(context, inferring);
        }

        if (binding.Handler is { } handler
            && !route.Declaration.Methods.IsEmpty
            && !route.Declaration.Methods.Any(HttpMethods.MayHaveBody))
        {
            foreach (var parameter in handler.Values.Zip(handler.Targets, static (v, t) => (v.Model, t.Owner))
                .Where(static p => p.Model.Kind is ParameterKind.Body or ParameterKind.RawBody || p.Model.IsForm)
                .Select(static p => p.Owner.Name)
                .Distinct())
            {
                context.Report(
                    RouteBinding.LocationOf(route, parameter), route.Display, parameter, $"a {route.Declaration.Methods[0]} request has none: take it from the query, or use POST");
            }
        }
    }
}
