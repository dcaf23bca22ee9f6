using System.Linq;
using Bolt.Shared;
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
        "ASP.NET Core authorization attributes are no guards",
        "{0} has '[{1}]', which is no guard: use a guard instead{2}",
        "Bolt's generated checks come from Auth, Guards and guard attributes only. [Authorize] is asked by UseAuthorization() besides, with ASP.NET Core's own schemes and policies, and [AllowAnonymous] opens no guarded handler.");

    public ForeignAuthorizationAnalyzer()
        : base(Foreign)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        start.RegisterSymbolAction(c => AnalyzeMethod(c, symbols), SymbolKind.Method);
        start.RegisterSymbolAction(c => AnalyzeType(c, symbols), SymbolKind.NamedType);
    }

    /// <summary>Said where it is declared, whichever classes serve it.</summary>
    private void AnalyzeMethod(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (IsMarked(method) && DisplayOf(method, symbols) is { } display)
        {
            Report(context, display);
        }
    }

    private void AnalyzeType(SymbolAnalysisContext context, BoltSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (IsMarked(type) && DisplayOf(type, symbols) is { } display)
        {
            Report(context, $"The class of {display}");
        }
        else
        {
            ReportInherited(context, symbols);
        }

        // What cannot be said at the declaration.
        var reporter = new DiagnosticReporter(Descriptor, context.ReportDiagnostic, null);
        foreach (var route in symbols.InheritedRoutesOf(type))
        {
            if (EndpointAttributes.Methods(route.Served).Where(m => !IsHere(m, context)).SelectMany(static m => m.GetAttributes()).FirstOrDefault(AuthorizationAttributes.Is) is { } attribute)
            {
                reporter.Report(AttributeLocations.ForAttribute(route.Settings, context.CancellationToken), route.Display, AuthorizationAttributes.Name(attribute), Keep(type));
            }
        }
    }

    /// <summary>[Authorize] is inherited: what stands on a base class that is not told of it itself is said at the class that has routes.</summary>
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
            inherited = current.GetAttributes().FirstOrDefault(AuthorizationAttributes.Asks);
            if (inherited is not null && IsHere(current, context) && DisplayOf(current.OriginalDefinition, symbols) is not null)
            {
                return;
            }
        }

        if (inherited is not null && (DeclaredIn(type) ?? symbols.InheritedRoutesOf(type).FirstOrDefault()?.Display) is { } display)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, type.Locations[0], $"The base class of {display}", AuthorizationAttributes.Name(inherited), Keep(type)));
        }
    }

    private static bool IsMarked(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (AuthorizationAttributes.Is(attribute))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHere(ISymbol symbol, SymbolAnalysisContext context) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, context.Compilation.Assembly);

    /// <summary>A route of the method, also where it is declared for other classes to serve; null for what is no handler.</summary>
    private static string? DisplayOf(IMethodSymbol method, BoltSymbols symbols) =>
        method is { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null }
            ? RouteAttributeReader.ReadAll(method).FirstOrDefault()?.Display ?? symbols.RoutesThrough(method).FirstOrDefault()?.Display
            : null;

    /// <summary>A route that has the class among its own, base and enclosing classes; null where nothing of it is a handler.</summary>
    private static string? DisplayOf(INamedTypeSymbol type, BoltSymbols symbols) =>
        DeclaredIn(type)
        ?? symbols.InheritedRoutesOf(type).FirstOrDefault()?.Display
        ?? type.GetTypeMembers().Select(t => DisplayOf(t, symbols)).FirstOrDefault(static d => d is not null);

    private static string? DeclaredIn(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(static m => m is { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null })
            .SelectMany(RouteAttributeReader.ReadAll).FirstOrDefault()?.Display;

    /// <summary>It may be needed there: anyone who follows "replace it" would open the other endpoint.</summary>
    private static string Keep(INamedTypeSymbol type) =>
        ForeignEndpoints.FrameworkOf(type) is { } framework ? $" as well, and keep the attribute for what {framework} serves" : string.Empty;

    private void Report(SymbolAnalysisContext context, string display)
    {
        foreach (var attribute in context.Symbol.GetAttributes().Where(AuthorizationAttributes.Is))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                AttributeLocations.ForAttribute(attribute, context.CancellationToken),
                display,
                AuthorizationAttributes.Name(attribute),
                Keep(context.Symbol as INamedTypeSymbol ?? context.Symbol.ContainingType)));
        }
    }
}
