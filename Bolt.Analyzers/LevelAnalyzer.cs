using System.Collections.Immutable;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols bolt)
    {
        start.RegisterSymbolAction(c => AnalyzeMethod(c, bolt), SymbolKind.Method);
        start.RegisterSymbolAction(c => AnalyzeType(c, bolt), SymbolKind.NamedType);

        // Assembly attributes belong to no symbol an action is called for; this way they are reported while typing, not only after a build.
        start.RegisterSyntaxNodeAction(c => AnalyzeAssembly(c, bolt), SyntaxKind.CompilationUnit);
    }

    /// <summary>Called once for each level that says something.</summary>
    private protected abstract void Analyze(LevelContext level);

    private void AnalyzeMethod(SymbolAnalysisContext context, BoltSymbols bolt)
    {
        var sink = new DiagnosticSink(Descriptor, context.ReportDiagnostic, null);
        foreach (var route in Route.Of((IMethodSymbol)context.Symbol, bolt))
        {
            var farther = RouteLevels.Combine(route.AssemblyLevel, route.GroupLevel, SecurityLevel.Empty).Guards;
            Analyze(new(route.Level, route.Attribute, farther, route.Display, route, bolt, sink, context.CancellationToken));
        }
    }

    private void AnalyzeType(SymbolAnalysisContext context, BoltSymbols bolt)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var level = SecurityLevelReader.ReadGroup(type, bolt.Compilation);
        if (!ReferenceEquals(level, SecurityLevel.Empty))
        {
            var farther = RouteLevels.Combine(bolt.AssemblyLevel, SecurityLevel.Empty, SecurityLevel.Empty).Guards;
            var sink = new DiagnosticSink(Descriptor, context.ReportDiagnostic, null);
            Analyze(new(level, SecurityLevelReader.FindGroup(type), farther, $"The group '{type.Name}'", null, bolt, sink, context.CancellationToken));
        }
    }

    private void AnalyzeAssembly(SyntaxNodeAnalysisContext context, BoltSymbols bolt)
    {
        if (((CompilationUnitSyntax)context.Node).AttributeLists.Count > 0)
        {
            var sink = new DiagnosticSink(Descriptor, context.ReportDiagnostic, context.Node.SyntaxTree);
            Analyze(new(
                bolt.AssemblyLevel, SecurityLevelReader.FindDefaults(bolt.Compilation.Assembly), [], "The assembly", null, bolt, sink, context.CancellationToken));
        }
    }
}
