using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT3002: unlike a route's types, those of session values are not known at start: the first visitor would find out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingSessionContractAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Missing = RuleDescriptor.CreateForCompilationEnd(
        RuleIds.MissingSessionContract,
        RuleCategory.Aot,
        DiagnosticSeverity.Warning,
        "The type of a session value is missing from the JsonSerializerContext",
        "{0} needs a JSON contract for '{1}', which no JsonSerializerContext has: add '[JsonSerializable(typeof({1}))]' to one",
        "NativeAOT and trimming leave no reflection to serialize with. Session values are JSON; without a contract for its type, a value can be neither set nor read, and the call throws.");

    public MissingSessionContractAnalyzer()
        : base(Missing)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        if (!JsonUses.AreNeeded(start.Options, symbols))
        {
            return;
        }

        // Not what every context might have: a session asks for exactly this type, and gets it from a context or not at all.
        var uses = new JsonUses(static (coverage, type) => BuiltInContracts.Has(type) || coverage.Names(type));
        start.RegisterOperationAction(c => Collect((IInvocationOperation)c.Operation, uses), OperationKind.Invocation);
        uses.CollectContexts(start);
        start.RegisterCompilationEndAction(c => uses.Report(c, Descriptor));
    }

    // Runs for every call of the program: ends at once for those of another name.
    private static void Collect(IInvocationOperation call, JsonUses uses)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("GetAsync" or "SetAsync" or "PopAsync") || method.TypeArguments.Length != 1 || !SymbolFacts.IsBolt(method.ContainingType, BoltNames.Session))
        {
            return;
        }

        var type = method.TypeArguments[0];
        if (!IsOpen(type))
        {
            uses.Add(type, BoltNames.Session + "." + method.Name, Name(call.Syntax).GetLocation());
        }
    }

    /// <summary>A method for any type: what it is used with is not known here.</summary>
    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.TypeParameter or TypeKind.Error or TypeKind.Dynamic } => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => false,
    };

    private static SyntaxNode Name(SyntaxNode call) => (call as InvocationExpressionSyntax)?.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        { } expression => expression,
        null => call,
    };
}
