using System;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2001: the router would refuse the pattern at start; the generator makes no endpoint of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidPatternAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Invalid = RuleDescriptor.Create(
        RuleIds.InvalidPattern,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "The route pattern is not valid",
        "'{0}' is not valid: {1}",
        "No endpoint is generated for a pattern the router rejects. The rules are those of ASP.NET Core.");

    public InvalidPatternAnalyzer()
        : base(Invalid)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        start.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        var mayBeRegistered = new Lazy<bool>(() => InlineConstraints.MayBeRegistered(symbols.Compilation, default), LazyThreadSafetyMode.ExecutionAndPublication);
        start.RegisterSymbolAction(c => AnalyzeConstraints(c, symbols, mayBeRegistered), SymbolKind.Method);
        start.RegisterSymbolAction(c => AnalyzeInherited(c, symbols), SymbolKind.NamedType);
        start.RegisterSymbolAction(AnalyzeGroup, SymbolKind.NamedType);
    }

    private void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
        {
            return;
        }

        foreach (var route in method.GetAttributes().Where(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass)))
        {
            if (route.ConstructorArguments.IsEmpty || route.ConstructorArguments[0] is not { Kind: TypedConstantKind.Primitive } pattern)
            {
                continue;
            }

            if (pattern.Value is null)
            {
                Report(context, route, 0, -1, "null", "write a pattern such as \"/articles/{id:int}\"");
            }
            else if (RouteAttributeReader.Read(route, method.ContainingType) is null)
            {
                ReportMethods(context, route);
            }
            else
            {
                foreach (var groups in GroupChoice.All(method.ContainingType))
                {
                    // What is wrong with the prefix alone is said at the group.
                    if (RouteAttributeReader.Read(route, method.ContainingType, groups) is { } declaration
                        && RoutePattern.Parse(declaration.Pattern).Problem is { } problem
                        && (PrefixProblem(method.ContainingType, groups) is null || RoutePattern.Parse(RouteAttributeReader.Join(string.Empty, (string)pattern.Value)).Problem is not null))
                    {
                        Report(context, route, 0, -1, declaration.Display, problem);
                        break;
                    }
                }
            }
        }
    }

    /// <summary>Said by the route alone; the constraints of a prefix fail with the first of its routes.</summary>
    private void AnalyzeConstraints(SymbolAnalysisContext context, BoltSymbols symbols, Lazy<bool> mayBeRegistered)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
        {
            return;
        }

        var reporter = new DiagnosticReporter(Descriptor, context.ReportDiagnostic, null);
        foreach (var declaration in RouteAttributeReader.ReadAll(method))
        {
            var problem = RoutePattern.Parse(declaration.Pattern).Parameters.SelectMany(static p => p.Constraints).Select(c => InlineConstraints.Problem(c, symbols.IsApplication)).FirstOrDefault(static p => p is not null);
            if (problem is not null && !mayBeRegistered.Value)
            {
                // A referenced assembly could register a constraint of that name.
                var severity = problem.StartsWith("ASP.NET Core has no", StringComparison.Ordinal) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
                reporter.Report(AttributeLocations.ForConstructorArgument(declaration.Attribute, 0, -1, context.CancellationToken), severity, null, declaration.Display, problem);
            }
        }
    }

    private void ReportMethods(SymbolAnalysisContext context, AttributeData route)
    {
        if (route.ConstructorArguments.Length != 2 || route.ConstructorArguments[1] is not { Kind: TypedConstantKind.Array, IsNull: false } methods)
        {
            return;
        }

        for (var i = 0; i < methods.Values.Length; i++)
        {
            if (methods.Values[i] is { Kind: TypedConstantKind.Primitive } value && (value.Value is not string text || !RouteAttributeReader.IsToken(text)))
            {
                Report(context, route, 1, i, value.Value as string ?? "null", "it is not an HTTP method such as GET");
            }
        }
    }

    /// <summary>A prefix that is right by itself, and not before the pattern of a base class: a parameter that both have.</summary>
    private void AnalyzeInherited(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var reporter = new DiagnosticReporter(Descriptor, context.ReportDiagnostic, null);
        foreach (var route in symbols.InheritedRoutesOf(type))
        {
            if (route.Pattern.Problem is { } problem
                && PrefixProblem(type, route.Served.Groups) is null
                && RoutePattern.Parse(RouteAttributeReader.Join(string.Empty, route.Attribute.ConstructorArguments[0].Value as string ?? string.Empty)).Problem is null)
            {
                reporter.Report(AttributeLocations.ForConstructorArgument(route.Settings, 0, -1, context.CancellationToken), route.Display, problem);
            }
        }
    }

    private void AnalyzeGroup(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().IsEmpty)
        {
            return;
        }

        var reporter = new DiagnosticReporter(Descriptor, context.ReportDiagnostic, null);
        foreach (var groups in GroupChoice.All(type))
        {
            foreach (var group in groups.Of(type))
            {
                if (GroupProblem(type, groups, group) is { } problem)
                {
                    reporter.Report(AttributeLocations.ForConstructorArgument(group, 0, -1, context.CancellationToken), (string)group.ConstructorArguments[0].Value!, problem);
                }
            }
        }
    }

    /// <summary>What is wrong with the group's own prefix, or with it behind those of enclosing types.</summary>
    private static string? GroupProblem(INamedTypeSymbol type, GroupChoice groups, AttributeData group) =>
        group.ConstructorArguments is { Length: > 0 } arguments && arguments[0] is { Kind: TypedConstantKind.Primitive, Value: string prefix }
            ? RoutePattern.Parse(RouteAttributeReader.Join(prefix, string.Empty)).Problem
                ?? (type.ContainingType is { } outer && PrefixProblem(outer, groups) is not null ? null : PrefixProblem(type, groups))
            : null;

    private static string? PrefixProblem(INamedTypeSymbol type, GroupChoice groups) =>
        GroupReader.Prefix(type, groups) is { } prefix ? RoutePattern.Parse(RouteAttributeReader.Join(prefix, string.Empty)).Problem : null;

    private void Report(SymbolAnalysisContext context, AttributeData attribute, int argument, int element, string pattern, string problem) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor, AttributeLocations.ForConstructorArgument(attribute, argument, element, context.CancellationToken), pattern, problem));
}
