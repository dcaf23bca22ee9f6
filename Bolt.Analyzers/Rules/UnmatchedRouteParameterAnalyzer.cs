using System;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2002: the pattern and the handler do not have the same parameters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmatchedRouteParameterAnalyzer : RouteAnalyzer
{
    /// <summary>Property: the pattern parameter that no handler parameter takes.</summary>
    public const string PatternParameterProperty = "PatternParameter";

    /// <summary>Property: the handler parameter that was probably meant to take it.</summary>
    public const string HandlerParameterProperty = "HandlerParameter";

    private static readonly DiagnosticDescriptor Unmatched = RuleDescriptor.Create(
        RuleIds.UnmatchedRouteParameter,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "A route parameter is not matched",
        "{0}: {1}",
        "A value that the pattern takes from the path is lost if no handler parameter receives it; a [FromRoute] parameter that is not in the pattern never has a value.");

    public UnmatchedRouteParameterAnalyzer()
        : base(Unmatched)
    {
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;
        if (route.Pattern is not { Problem: null } all
            || route.Binding.Handler is not { } binding)
        {
            return;
        }

        // The prefix's parameters are for all of the group's routes, and not each of them needs all.
        var own = RoutePattern.Parse(RouteAttributeReader.Join(string.Empty, route.Attribute.ConstructorArguments[0].Value as string ?? string.Empty)).Parameters;
        var unclaimed = own.Where(p => !p.IsCatchAll && !binding.Values.Any(b => TakesFromRoute(b.Model) && Same(b.Model.WireName, p.Name))).ToList();
        foreach (var (parameter, target) in binding.Values.Zip(binding.Targets, static (v, t) => (v.Model, t))
            .Where(p => p.Model.Kind == ParameterKind.Route && all.Find(p.Model.WireName) is null))
        {
            // A MapGroup prefix could have it, unless the pattern shows what was meant.
            if (unclaimed.Count > 0 || !context.Symbols.MayBeMappedUnderPrefix)
            {
                context.Report(
                    target.Location,
                    Properties(unclaimed.FirstOrDefault().Name, parameter.WireName),
                    route.Display,
                    $"the parameter '{target.Display}' comes from the route, but the pattern has no '{{{parameter.WireName}}}'");
                unclaimed = [.. unclaimed.Skip(1)];
            }
        }

        if (MayBeReadElsewhere(route, binding))
        {
            return;
        }

        foreach (var part in unclaimed)
        {
            var name = part.Name;
            var candidate = binding.Parameters.Where(static p => p.Kind == ParameterKind.RouteOrQuery).Select(static p => p.Name).ToList();
            context.Report(
                AttributeLocations.ForPatternPart(route.Attribute, part.Span, context.CancellationToken),
                Properties(name, candidate.Count == 1 ? candidate[0] : null),
                route.Display,
                route.Method.Parameters.FirstOrDefault(p => Same(p.Name, name)) is { } namesake
                    ? $"no handler parameter takes '{{{name}}}': the parameter '{namesake.Name}' is bound from elsewhere, so use [FromRoute] on it, or remove '{{{name}}}' from the pattern"
                    : $"no handler parameter takes '{{{name}}}': add a parameter of that name, or remove it from the pattern");
        }
    }

    private static ImmutableDictionary<string, string?> Properties(string? patternParameter, string? handlerParameter)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        properties = patternParameter is null ? properties : properties.Add(PatternParameterProperty, patternParameter);
        return handlerParameter is null ? properties : properties.Add(HandlerParameterProperty, handlerParameter);
    }

    /// <summary>The request itself, and the user's guards, can read any route value.</summary>
    private static bool MayBeReadElsewhere(Route route, HandlerBinding binding) =>
        binding.Values.Any(static v => v.Model is { Kind: ParameterKind.BindAsync } or { Value: HttpValue.Context or HttpValue.Request or HttpValue.Response })
        || route.Security.Guards.Any(static g => !GuardFacts.IsBuiltIn(g.Type))
        || !route.Security.Problems.IsEmpty
        || (!route.Method.IsStatic && route.Type.InstanceConstructors.Any(static c => c.Parameters.Any(static p => p.Type.Name.Contains("HttpContext"))));

    private static bool TakesFromRoute(ParameterModel parameter) => parameter.Kind is ParameterKind.Route or ParameterKind.RouteOrQuery;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
