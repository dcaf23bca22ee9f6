using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT3001: without reflection a type that no context names can be neither read nor written, and the program stops at start.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingJsonContractAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Missing = RuleDescriptor.CreateForCompilationEnd(
        RuleIds.MissingJsonContract,
        RuleCategory.Aot,
        DiagnosticSeverity.Warning,
        "A request or response type is missing from the JsonSerializerContext",
        "{0} needs a JSON contract for '{1}', which no JsonSerializerContext has: add '[JsonSerializable(typeof({1}))]' to one",
        "NativeAOT and trimming leave no reflection to serialize with. MapBolt() stops the program at start when a contract is missing.");

    public MissingJsonContractAnalyzer()
        : base(Missing)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        if (!JsonUses.AreNeeded(start.Options, symbols))
        {
            return;
        }

        var uses = new JsonUses(static (coverage, type) => coverage.Covers(type));
        start.RegisterSymbolAction(c => Collect((IMethodSymbol)c.Symbol, symbols, uses), SymbolKind.Method);
        uses.CollectContexts(start);
        start.RegisterCompilationEndAction(c => uses.Report(c, Descriptor));
    }

    private static void Collect(IMethodSymbol method, BoltSymbols symbols, JsonUses uses)
    {
        foreach (var route in symbols.RoutesOf(method))
        {
            if (!route.Security.Problems.IsEmpty || route.Binding.Handler is not { } binding)
            {
                continue;
            }

            var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as MethodDeclarationSyntax;
            foreach (var type in ReturnParser.JsonTypes(method, binding.Return))
            {
                uses.Add(type, route.Display, syntax?.ReturnType.GetLocation() ?? method.Locations[0]);
            }

            foreach (var (model, target) in binding.Values.Zip(binding.Targets, static (v, t) => (v.Model, t)))
            {
                if (model.Kind == ParameterKind.Body || (model.Kind == ParameterKind.BodyOrService && BodyTypes.IsData(target.Type)))
                {
                    uses.Add(target.Type, route.Display, target.Location);
                }
            }
        }
    }
}
