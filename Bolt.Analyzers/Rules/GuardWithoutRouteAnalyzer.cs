using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1015: a guard or a group where no route has it as a level protects nothing.</summary>
/// <remarks>
/// Not a rule for the end of the compilation, so that editors show it while typing: only a candidate that depends on other types makes it look at them.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardWithoutRouteAnalyzer : BoltAnalyzer
{
    private const string NoLevel = "put it on a method with a Bolt route, on its class or on the assembly";
    private const string NoRoute = "put it on a method with a Bolt route or on its class";
    private const string NoHandler = "make this a method with a Bolt route, or use ASP.NET Core's 'RequireAuthorization' for it";

    private static readonly DiagnosticDescriptor Unreached = RuleDescriptor.Create(
        RuleIds.GuardWithoutRoute,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "A guard or group reaches no route",
        "'{0}' on {1} {2}: it reaches no Bolt route; {3}",
        "Guards and groups apply to Bolt routes only: on the assembly, on a handler's class, its enclosing and base classes, on the handler and on the methods it overrides. Anywhere else they are not read.");

    public GuardWithoutRouteAnalyzer()
        : base(Unreached)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        var reach = new GuardReach(start.Compilation);
        start.RegisterSymbolAction(c => AnalyzeType(c, reach), SymbolKind.NamedType);
        start.RegisterSemanticModelAction(c =>
        {
            if (!SourceTokens.IsOwnOutput(c.SemanticModel.SyntaxTree))
            {
                AnalyzeModule(c);
                AnalyzeLocals(c);
            }
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, GuardReach reach)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.DeclaringSyntaxReferences.All(static r => SourceTokens.IsOwnOutput(r.SyntaxTree)))
        {
            return;
        }

        // Also of members that the compiler adds: [field: …] and [method: …] of an event name some.
        var report = new Reporter(context.ReportDiagnostic, context.CancellationToken);
        report.Each(type.GetAttributes(), () => Judge(type, reach));
        report.Each(type.TypeParameters.SelectMany(static p => p.GetAttributes()), () => new($"a type parameter of '{Name(type)}'", NoLevel));
        foreach (var member in type.GetMembers())
        {
            switch (member)
            {
                // What the compiler makes of a method in an extension block is that method again.
                case IMethodSymbol { PartialDefinitionPart: null } method when method is not { IsImplicitlyDeclared: true, MethodKind: MethodKind.Ordinary }:
                    report.Each(method.GetAttributes(), () => Judge(method, reach));
                    ReportParts(report, method);
                    break;
                case IPropertySymbol property:
                    report.Each(property.GetAttributes(), () => new($"the property '{Name(property)}'", NoLevel));
                    report.Each(property.Parameters.SelectMany(static p => p.GetAttributes()), () => new($"a parameter of '{Name(property)}'", NoLevel));
                    break;
                case IFieldSymbol or IEventSymbol:
                    report.Each(member.GetAttributes(), () => new($"the {(member is IEventSymbol ? "event" : "field")} '{Name((member as IFieldSymbol)?.AssociatedSymbol ?? member)}'", NoLevel));
                    break;
            }
        }
    }

    /// <summary>An attribute on the parameters or the result of a method guards nothing, whatever the method is.</summary>
    private static void ReportParts(Reporter report, IMethodSymbol method)
    {
        report.Each(method.GetReturnTypeAttributes(), () => new($"the return value of {Display(method)}", NoLevel));
        foreach (var parameter in method.Parameters)
        {
            report.Each(parameter.GetAttributes(), () => new($"the parameter '{parameter.Name}' of {Display(method)}", NoLevel));
        }

        report.Each(method.TypeParameters.SelectMany(static p => p.GetAttributes()), () => new($"a type parameter of {Display(method)}", NoLevel));
    }

    private static Place? Judge(INamedTypeSymbol type, GuardReach reach)
    {
        if (reach.ReachesRoute(type))
        {
            return null;
        }

        var name = Name(type);
        return type.TypeKind switch
        {
            TypeKind.Interface => new($"the interface '{name}'", "an interface passes nothing on to what implements it, so put it on the handler, its class or a base class"),
            TypeKind.Enum or TypeKind.Delegate => new($"'{name}'", NoLevel),
            _ when ForeignEndpoints.FrameworkOf(type) is { } framework => new($"'{name}'", Foreign(framework)),
            _ when reach.MayBeDerivedFrom(type) => null,
            _ => new($"'{name}'", "give it, or a class in it or derived from it, a Bolt route, or put the attribute where the routes are"),
        };
    }

    private static Place? Judge(IMethodSymbol method, GuardReach reach)
    {
        if (reach.ReachesRoute(method))
        {
            return null;
        }

        var display = Display(method);
        if (method.MethodKind is not MethodKind.Ordinary)
        {
            return new(display, method.ContainingType.TypeKind == TypeKind.Interface || method.MethodKind == MethodKind.ExplicitInterfaceImplementation ? NoRoute : NoLevel);
        }

        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return new($"the interface member {display}", "an interface passes nothing on to what implements it, so put it on the handler");
        }

        var framework = ForeignEndpoints.IsAction(method) ? "MVC" : ForeignEndpoints.FrameworkOf(method.ContainingType);
        return framework is not null ? new(display, Foreign(framework))
            : reach.MayBeOverridden(method) ? null
            : new(display, NoRoute);
    }

    private static string Foreign(string framework) =>
        $"{framework} does not read Bolt's attributes, so use '[Authorize]' there, or make it a Bolt route";

    private static void AnalyzeModule(SemanticModelAnalysisContext context)
    {
        var tree = context.SemanticModel.SyntaxTree;
        new Reporter(context.ReportDiagnostic, context.CancellationToken).Each(
            context.SemanticModel.Compilation.SourceModule.GetAttributes().Where(a => a.ApplicationSyntaxReference?.SyntaxTree == tree),
            static () => new("the module", "put it on the assembly ('[assembly: …]')"));
    }

    /// <summary>Local functions, also those of a top-level program, and lambdas are no symbols an action is called for.</summary>
    private static void AnalyzeLocals(SemanticModelAnalysisContext context)
    {
        var seen = new HashSet<SyntaxNode>();
        var report = new Reporter(context.ReportDiagnostic, context.CancellationToken);
        foreach (var bracket in SourceTokens.Find(context.SemanticModel.SyntaxTree, "[", context.CancellationToken))
        {
            if (bracket.Parent is AttributeListSyntax { Parent: { } parent }
                && (parent is ParameterSyntax or TypeParameterSyntax ? parent.Parent?.Parent : parent) is (LocalFunctionStatementSyntax or ParenthesizedLambdaExpressionSyntax) and { } owner
                && seen.Add(owner)
                && Symbol(owner, context.SemanticModel, context.CancellationToken) is IMethodSymbol method)
            {
                // A route on it is BOLT2004's to report.
                report.Each(method.GetAttributes(), () => GuardReach.IsHandler(method) ? null : new(Display(method), NoHandler));
                ReportParts(report, method);
            }
        }
    }

    private static ISymbol? Symbol(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is LocalFunctionStatementSyntax ? model.GetDeclaredSymbol(node, cancellationToken) : model.GetSymbolInfo(node, cancellationToken).Symbol;

    private static string Display(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.AnonymousFunction => "a lambda",
        MethodKind.LocalFunction => $"the local function '{method.Name}'",
        MethodKind.Constructor or MethodKind.StaticConstructor => $"the constructor of '{Name(method.ContainingType)}'",
        MethodKind.DelegateInvoke => $"'{Name(method.ContainingType)}'",
        _ when method.AssociatedSymbol is { } owner => $"an accessor of '{Name(owner)}'",
        _ => $"'{Name(method)}'",
    };

    private static string Name(ISymbol symbol) => symbol is INamedTypeSymbol or { ContainingType: null } || symbol.ContainingType.IsExtension
        ? symbol.Name
        : symbol.ContainingType.Name + "." + symbol.ToDisplayString(NameOnly);

    private static readonly SymbolDisplayFormat NameOnly = new();

    /// <summary>Where an attribute is, and what to do about it.</summary>
    private sealed record Place(string Display, string Advice);

    /// <summary>Reports the guards and groups among attributes, each place once: an attribute of an event is on both its accessors.</summary>
    private sealed class Reporter(Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        private readonly HashSet<Location> _reported = [];

        /// <summary>Asks for the place only where there is a guard: most attributes are none.</summary>
        public void Each(IEnumerable<AttributeData> attributes, Func<Place?> judge)
        {
            foreach (var attribute in attributes)
            {
                var isGroup = SymbolFacts.IsBolt(attribute.AttributeClass, BoltNames.GroupAttribute);
                if ((isGroup || SymbolFacts.IsGuard(attribute.AttributeClass)) && judge() is { } place)
                {
                    var location = AttributeLocations.ForAttribute(attribute, cancellationToken);
                    if (_reported.Add(location))
                    {
                        report(Diagnostic.Create(
                            Unreached, location, AttributeName(attribute), place.Display, isGroup ? "has no effect" : "protects nothing", place.Advice));
                    }
                }
            }
        }

        public void Each(ImmutableArray<AttributeData> attributes, Func<Place?> judge)
        {
            if (!attributes.IsEmpty)
            {
                Each(attributes.AsEnumerable(), judge);
            }
        }

        private static string AttributeName(AttributeData attribute)
        {
            const string suffix = "Attribute";
            var name = attribute.AttributeClass!.Name;
            return name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length ? name.Substring(0, name.Length - suffix.Length) : name;
        }
    }
}
