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
            else if (RouteAttributeReader.Read(route, method.ContainingType) is { } declaration)
            {
                // What is wrong with the prefix alone is said at the group.
                if (RoutePattern.Parse(declaration.Pattern).Problem is { } problem
                    && (PrefixProblem(method.ContainingType) is null || RoutePattern.Parse(RouteAttributeReader.Join(string.Empty, (string)pattern.Value)).Problem is not null))
                {
                    Report(context, route, 0, -1, declaration.Display, problem);
                }
            }
            else
            {
                ReportMethods(context, route);
            }
        }
    }

    /// <summary>Said by the route alone; the constraints of a prefix fail with the first of its routes.</summary>
    private void AnalyzeConstraints(SymbolAnalysisContext context, BoltSymbols symbols, Lazy<bool> mayBeRegistered)
    {
        foreach (var route in symbols.RoutesOf((IMethodSymbol)context.Symbol))
        {
            var problem = route.Pattern.Parameters.SelectMany(static p => p.Constraints).Select(c => InlineConstraints.Problem(c, symbols.IsApplication)).FirstOrDefault(static p => p is not null);
            if (problem is not null && !mayBeRegistered.Value)
            {
                // A referenced assembly could register a constraint of that name.
                var severity = problem.StartsWith("ASP.NET Core has no", StringComparison.Ordinal) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor, AttributeLocations.ForConstructorArgument(route.Attribute, 0, -1, context.CancellationToken), severity, null, null, route.Display, problem));
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

    private void AnalyzeGroup(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (GroupProblem(type) is { } problem && SecurityLevelReader.FindGroup(type) is { } group)
        {
            Report(context, group, 0, -1, (string)group.ConstructorArguments[0].Value!, problem);
        }
    }

    /// <summary>What is wrong with the group's own prefix, or with it behind those of enclosing types.</summary>
    private static string? GroupProblem(INamedTypeSymbol type) =>
        SecurityLevelReader.FindGroup(type) is { ConstructorArguments: { Length: > 0 } arguments } && arguments[0] is { Kind: TypedConstantKind.Primitive, Value: string prefix }
            ? RoutePattern.Parse(RouteAttributeReader.Join(prefix, string.Empty)).Problem
                ?? (type.ContainingType is { } outer && PrefixProblem(outer) is not null ? null : PrefixProblem(type))
            : null;

    private static string? PrefixProblem(INamedTypeSymbol type) =>
        GroupReader.Prefix(type) is { } prefix ? RoutePattern.Parse(RouteAttributeReader.Join(prefix, string.Empty)).Problem : null;

    private void Report(SymbolAnalysisContext context, AttributeData attribute, int argument, int element, string pattern, string problem) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor, AttributeLocations.ForConstructorArgument(attribute, argument, element, context.CancellationToken), pattern, problem));
}
