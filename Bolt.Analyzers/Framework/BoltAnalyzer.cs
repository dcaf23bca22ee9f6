using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers;

/// <summary>The base of every rule: concurrent, also in generated code (a generated handler is as open as a written one), and silent without Bolt.Runtime.</summary>
public abstract class BoltAnalyzer : DiagnosticAnalyzer
{
    private protected BoltAnalyzer(DiagnosticDescriptor descriptor)
    {
        Descriptor = descriptor;
        SupportedDiagnostics = [descriptor];
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>The one rule this analyzer reports.</summary>
    private protected DiagnosticDescriptor Descriptor { get; }

    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (BoltSymbols.Get(start.Compilation) is { } symbols)
            {
                Register(start, symbols);
            }
        });
    }

    /// <summary>Registers what the rule looks at. State lives in what is captured here, never in the analyzer.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext start, BoltSymbols symbols);
}
