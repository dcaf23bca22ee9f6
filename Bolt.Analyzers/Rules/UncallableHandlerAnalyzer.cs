using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2004: a route attribute on what generated code cannot call makes no endpoint.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncallableHandlerAnalyzer : BoltAnalyzer
{
    /// <summary>Property: present where making the handler internal fixes it.</summary>
    public const string UnreachableProperty = "Unreachable";

    private static readonly ImmutableDictionary<string, string?> Unreachable = ImmutableDictionary<string, string?>.Empty.Add(UnreachableProperty, "true");

    private static readonly DiagnosticDescriptor Uncallable = RuleDescriptor.Create(
        RuleIds.UncallableHandler,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "Generated code cannot call the handler",
        "No endpoint is generated for {0}: {1}",
        "The generated endpoint calls the handler directly, from another file of the assembly, and constructs its class from services.");

    public UncallableHandlerAnalyzer()
        : base(Uncallable)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        start.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
        RouteActions.RegisterDeclared(start, symbols, Descriptor, AnalyzeRoute);
        start.RegisterSemanticModelAction(AnalyzeLocals);
    }

    private static void AnalyzeRoute(RouteContext context)
    {
        var route = context.Route;
        if (route.Binding.Refusal is { Kind: RefusalKind.Handler or RefusalKind.Unreachable or RefusalKind.Construction or RefusalKind.Return } refusal)
        {
            // Of an inherited route it is the group that cannot be made.
            var place = refusal.Kind == RefusalKind.Construction && route.IsInherited ? route.Type.Locations[0] : route.Method.Locations[0];
            context.Report(place, refusal.Kind == RefusalKind.Unreachable ? Unreachable : ImmutableDictionary<string, string?>.Empty, route.Display, refusal.Reason);
        }
        else if (route.Binding.Handler is not null && EndpointFilters.FindUnusable(route.Served, context.Symbols.Compilation) is { } filter && EndpointFilters.Explain(filter, context.Symbols.Compilation) is { } reason)
        {
            context.Report(AttributeLocations.ForAttribute(filter, context.CancellationToken), route.Display, reason);
        }
    }

    private void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
        {
            return;
        }

        foreach (var attribute in method.GetAttributes().Where(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass)))
        {
            if (method.MethodKind != MethodKind.Ordinary)
            {
                Report(context, attribute, method.MethodKind switch
                {
                    MethodKind.ExplicitInterfaceImplementation => "an explicit interface implementation can be called only through the interface: make it a method of the class",
                    MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove => "an accessor cannot be a handler: make it a method",
                    _ => "only a named method can be a handler",
                });
            }
            else if (!SymbolFacts.IsBolt(attribute.AttributeClass, attribute.AttributeClass!.Name))
            {
                Report(context, attribute, $"'{attribute.AttributeClass.Name}' is a custom route attribute, whose method and pattern cannot be read at compile time: use [BoltGet] … or [BoltRoute]");
            }
        }
    }

    private void Report(SymbolAnalysisContext context, AttributeData attribute, string reason) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptor, AttributeLocations.ForAttribute(attribute, context.CancellationToken), Display(attribute), reason));

    /// <summary>Local functions, also those of a top-level program, and lambdas are no symbols an action is called for.</summary>
    private void AnalyzeLocals(SemanticModelAnalysisContext context)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (SourceTokens.IsOwnOutput(tree))
        {
            return;
        }

        foreach (var bracket in SourceTokens.Find(tree, "[", context.CancellationToken))
        {
            if (bracket.Parent is AttributeListSyntax { Parent: (LocalFunctionStatementSyntax or ParenthesizedLambdaExpressionSyntax) and { } local } list
                && IsFirst(list, local)
                && Symbol(local, context.SemanticModel, context.CancellationToken) is { } method)
            {
                AnalyzeLocal(context, method);
            }
        }
    }

    private void AnalyzeLocal(SemanticModelAnalysisContext context, ISymbol method)
    {
        foreach (var attribute in method.GetAttributes().Where(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, AttributeLocations.ForAttribute(attribute, context.CancellationToken), Display(attribute), "a local function or lambda cannot be called from outside: make it a method of a class"));
        }
    }

    private static bool IsFirst(AttributeListSyntax list, SyntaxNode owner) => owner.ChildNodes().OfType<AttributeListSyntax>().First() == list;

    private static ISymbol? Symbol(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is LocalFunctionStatementSyntax ? model.GetDeclaredSymbol(node, cancellationToken) : model.GetSymbolInfo(node, cancellationToken).Symbol;

    private static string Display(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string pattern } ? "'" + pattern + "'" : "the route";
}
