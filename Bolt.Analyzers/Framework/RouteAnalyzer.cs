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

    /// <summary>At fault is what the levels ask together, and not how the handler is declared: for a route that a group inherits it is said at the group.</summary>
    private protected virtual bool IsAboutLevels => false;

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        if (IsAboutLevels)
        {
            RouteActions.RegisterServed(start, symbols, Descriptor, c => Analyze(c));
        }
        else
        {
            RouteActions.RegisterDeclared(start, symbols, Descriptor, c => Analyze(c));
        }
    }

    /// <summary>Called for each route attribute that makes an endpoint, once for each set of routes it is in.</summary>
    private protected abstract void Analyze(in RouteContext route);
}
