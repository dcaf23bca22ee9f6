using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1014: a link or an image on another site would sign the visitor in as another user, or out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoginOnSafeMethodAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Safe = RuleDescriptor.Create(
        RuleIds.LoginOnSafeMethod,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "A handler signs in or out on a safe method",
        "{0} calls '{1}', which is refused on safe methods, because a link on another site could call it for its visitors: map the handler to POST",
        "Browsers follow links and load images of any site without a word about where they come from, so a login or a logout on GET can be forged. LoginAsync and LogoutAsync respond 403 there, unless [RequireAntiforgeryToken(false)] says that the handler proves the request itself.");

    public LoginOnSafeMethodAnalyzer()
        : base(Safe)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols) =>
        start.RegisterOperationAction(c => AnalyzeCall(c, symbols), OperationKind.Invocation);

    // Runs for every call of the program: ends at once for those of another name.
    private void AnalyzeCall(OperationAnalysisContext context, BoltSymbols symbols)
    {
        var target = ((IInvocationOperation)context.Operation).TargetMethod;
        if (target.Name is not (BoltNames.LoginMethod or BoltNames.LogoutMethod)
            || !SymbolFacts.IsBolt(target.ContainingType, BoltNames.LoginExtensions)
            || context.ContainingSymbol is not IMethodSymbol method)
        {
            return;
        }

        // A handler that serves other methods too may have looked at the method first.
        method = method.PartialDefinitionPart ?? method;
        var routes = symbols.RoutesThrough(method);
        if (!routes.IsEmpty
            && routes.All(static r => !r.Declaration.Methods.IsEmpty && r.Declaration.Methods.All(HttpMethods.IsSafe))
            && !routes.Any(static r => Antiforgery.MayBeOff(r.Served)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, context.Operation.Syntax.GetLocation(), routes[0].Display, target.Name));
        }
    }
}
