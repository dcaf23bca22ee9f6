using System.Linq;
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
