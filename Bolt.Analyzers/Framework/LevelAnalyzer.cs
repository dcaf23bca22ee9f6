using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers;

/// <summary>The base of rules about what one level (the assembly, a group, a route) says, whatever the other levels say.</summary>
public abstract class LevelAnalyzer : BoltAnalyzer
{
    private protected LevelAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        start.RegisterSymbolAction(c => AnalyzeMethod(c, symbols), SymbolKind.Method);
        start.RegisterSymbolAction(c => AnalyzeType(c, symbols), SymbolKind.NamedType);

        // Assembly attributes belong to no symbol an action is called for; this way they are reported while typing, not only after a build.
        start.RegisterSemanticModelAction(c => AnalyzeAssembly(c, symbols));
    }

    /// <summary>Called once for each level that says something.</summary>
    private protected abstract void Analyze(LevelContext level);

    private void AnalyzeMethod(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var method = (IMethodSymbol)context.Symbol;
        DiagnosticReporter? reporter = null;
        var routes = symbols.RoutesOf(method);
        if (routes.IsEmpty && HandlerRouteFinder.IsBase(method.ContainingType) && IsHandler(method))
        {
            // Served for groups: what its level says is wrong here, whatever they ask.
            reporter = new(Descriptor, context.ReportDiagnostic, null);
            var outer = SecurityLevels.Outside(method, symbols.GroupOf(method.ContainingType).Security, symbols.Compilation).Guards;
            foreach (var declaration in RouteAttributeReader.ReadAll(method))
            {
                var level = SecurityLevelReader.ReadRoute(declaration.Attribute, method, symbols.Compilation);
                Analyze(new(level, declaration.Attribute, outer, declaration.Display, null, symbols, reporter, context.CancellationToken));
            }
        }
        else if (routes.IsEmpty && IsLevel(method))
        {
            reporter = new(Descriptor, context.ReportDiagnostic, null);
            Analyze(new(SecurityLevelReader.ReadOverridden(method, symbols.Compilation), null, [], $"'{method.ContainingType.Name}.{method.Name}'", null, symbols, reporter, context.CancellationToken));
        }

        foreach (var route in routes)
        {
            reporter ??= new(Descriptor, context.ReportDiagnostic, null);
            Analyze(new(route.Level, route.Attribute, route.OuterGuards, route.Display, route, symbols, reporter, context.CancellationToken));
        }
    }

    private static bool IsHandler(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null } && method.GetAttributes().Any(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass));

    /// <summary>No route, but its guards reach those of the methods that override it.</summary>
    private static bool IsLevel(IMethodSymbol method)
    {
        if (method is not ({ IsVirtual: true } or { IsAbstract: true } or { IsOverride: true }))
        {
            return false;
        }

        foreach (var attribute in method.GetAttributes())
        {
            if (SymbolFacts.IsGuard(attribute.AttributeClass))
            {
                return true;
            }
        }

        return false;
    }

    private void AnalyzeType(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().IsEmpty)
        {
            return;
        }

        var reporter = new DiagnosticReporter(Descriptor, context.ReportDiagnostic, null);
        foreach (var group in symbols.GroupsOf(type).Where(static g => !ReferenceEquals(g.Level, SecurityLevel.Empty)))
        {
            Analyze(new(group.Level, group.Settings, group.OuterGuards, $"The group '{type.Name}'", null, symbols, reporter, context.CancellationToken));
        }

        // What is wrong with levels that have no place in this project's source: the group is the only one.
        foreach (var route in symbols.InheritedRoutesOf(type))
        {
            Analyze(new(SecurityLevel.Empty, route.Group.Settings, [], route.Display, route, symbols, reporter, context.CancellationToken));
        }
    }

    private void AnalyzeAssembly(SemanticModelAnalysisContext context, BoltSymbols symbols)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (tree.GetRoot(context.CancellationToken) is CompilationUnitSyntax { AttributeLists.Count: > 0 })
        {
            var reporter = new DiagnosticReporter(Descriptor, context.ReportDiagnostic, tree);
            Analyze(new(
                symbols.AssemblyLevel, SecurityLevelReader.FindDefaults(symbols.Compilation.Assembly), [], "The assembly", null, symbols, reporter, context.CancellationToken));
        }
    }
}
