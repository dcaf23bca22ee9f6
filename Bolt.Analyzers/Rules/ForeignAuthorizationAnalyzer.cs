using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1005: ASP.NET Core's own authorization attributes do not guard a Bolt handler.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignAuthorizationAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Foreign = RuleDescriptor.Create(
        RuleIds.ForeignAuthorization,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "ASP.NET Core authorization attributes have no effect on a Bolt handler",
        "{0} has '[{1}]', which Bolt ignores: use a guard instead{2}",
        "Bolt's generated checks come from Auth, Guards and guard attributes only. A reader of [Authorize] on a handler would assume a check that is not made.");

    public ForeignAuthorizationAnalyzer()
        : base(Foreign)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        start.RegisterSymbolAction(
            c =>
            {
                if (symbols.RoutesOf((IMethodSymbol)c.Symbol).FirstOrDefault() is { } route)
                {
                    Report(c, route.Display);
                }
            },
            SymbolKind.Method);
        start.RegisterSymbolAction(
            c =>
            {
                if (c.Symbol.GetAttributes().Any(AuthorizationAttributes.Is)
                    && ((INamedTypeSymbol)c.Symbol).GetMembers().OfType<IMethodSymbol>().SelectMany(m => symbols.RoutesOf(m)).FirstOrDefault() is { } route)
                {
                    Report(c, $"The class of {route.Display}");
                }
                else
                {
                    ReportInherited(c, symbols);
                }
            },
            SymbolKind.NamedType);
    }

    /// <summary>[Authorize] is inherited: what stands on a base class without routes of its own is said at the class that has them.</summary>
    private void ReportInherited(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || type.BaseType is not { SpecialType: SpecialType.None })
        {
            return;
        }

        AttributeData? inherited = null;
        for (var current = type.BaseType; current is not null && inherited is null; current = current.BaseType)
        {
            inherited = current.GetAttributes().FirstOrDefault(static a => AuthorizationAttributes.Asks(a) );
        }

        if (inherited is not null && type.GetMembers().OfType<IMethodSymbol>().SelectMany(m => symbols.RoutesOf(m)).FirstOrDefault() is { } route)
        {
            var framework = ForeignEndpoints.FrameworkOf(type);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                type.Locations[0],
                $"The base class of {route.Display}",
                AuthorizationAttributes.Name(inherited),
                framework is null ? string.Empty : $" as well, and keep the attribute for what {framework} serves"));
        }
    }

    private void Report(SymbolAnalysisContext context, string display)
    {
        foreach (var attribute in context.Symbol.GetAttributes().Where(AuthorizationAttributes.Is))
        {
            // It may be needed there: anyone who follows "replace it" would open the other endpoint.
            var framework = ForeignEndpoints.FrameworkOf(context.Symbol as INamedTypeSymbol ?? context.Symbol.ContainingType);
            var keep = framework is null ? string.Empty : $" as well, and keep the attribute for what {framework} serves";
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, AttributeLocations.ForAttribute(attribute, context.CancellationToken), display, AuthorizationAttributes.Name(attribute), keep));
        }
    }
}
