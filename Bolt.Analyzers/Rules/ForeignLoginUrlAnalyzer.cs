using System.Linq;
using Bolt.Guards.Redirects;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1016: the login page that a guard or the options name is not on this site, so that the program does not start.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignLoginUrlAnalyzer : LevelAnalyzer
{
    private static readonly DiagnosticDescriptor Foreign = RuleDescriptor.Create(
        RuleIds.ForeignLoginUrl,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "LoginUrl is not a path on this site",
        "{0} has the LoginUrl \"{1}\", which is not a path on this site: write one that starts with a single slash, such as \"/login\"",
        "A login page on another site gets the visitor and what the visitor wanted. Bolt redirects to paths on this site only, and a program with another LoginUrl does not start.");

    public ForeignLoginUrlAnalyzer()
        : base(Foreign)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        base.Register(start, symbols);
        start.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment);
    }

    private protected override void Analyze(LevelContext level)
    {
        foreach (var guard in level.Level.Guards.Where(static g => g.Attribute is not null && GuardFacts.RedirectsToLogin(g.Type)))
        {
            if (guard.Attribute!.NamedArguments.FirstOrDefault(static a => a.Key == BoltNames.LoginUrl).Value is { Kind: TypedConstantKind.Primitive, Value: string url } && !IsLocal(url))
            {
                level.Reporter.Report(AttributeLocations.ForArgument(guard.Attribute, BoltNames.LoginUrl, level.CancellationToken), level.Display, url);
            }
        }
    }

    /// <summary>Of options, and of a guard that code makes. Attributes have been looked at, with the route they stand on.</summary>
    private void AnalyzeAssignment(OperationAnalysisContext context)
    {
        if (context.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: BoltNames.LoginUrl, ContainingType: { } owner } }, Value: { ConstantValue: { HasValue: true, Value: string url } } value }
            && SymbolFacts.IsBolt(owner, owner.Name)
            && !IsLocal(url)
            && value.Syntax.FirstAncestorOrSelf<AttributeSyntax>() is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, value.Syntax.GetLocation(), $"'{owner.Name}'", url));
        }
    }

    private static bool IsLocal(string url) => LocalUrlRule.IsLocal(url, out _);
}
