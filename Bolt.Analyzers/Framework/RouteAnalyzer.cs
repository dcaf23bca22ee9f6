using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers;

/// <summary>The base of rules about one route at a time.</summary>
public abstract class RouteAnalyzer : BoltAnalyzer
{
    private protected RouteAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols) =>
        start.RegisterSymbolAction(c => AnalyzeMethod(c, symbols), SymbolKind.Method);

    /// <summary>Called once for each route attribute that makes an endpoint.</summary>
    private protected abstract void Analyze(in RouteContext route);

    // Runs for every method of the program: ends at once for those without attributes.
    private void AnalyzeMethod(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var method = (IMethodSymbol)context.Symbol;
        foreach (var route in symbols.RoutesOf(method))
        {
            Analyze(new(route, symbols, Descriptor, context));
        }
    }
}
