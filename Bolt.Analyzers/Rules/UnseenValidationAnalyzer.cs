using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2012: a handler is given what its type's validation attributes forbid.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnseenValidationAnalyzer : BoltAnalyzer
{
    /// <summary>Property: present where the type is a class of this project, which can be marked.</summary>
    public const string CanBeMarkedProperty = "CanBeMarked";

    private static readonly ImmutableDictionary<string, string?> CanBeMarked = ImmutableDictionary<string, string?>.Empty.Add(CanBeMarkedProperty, "true");

    private static readonly DiagnosticDescriptor Unseen = RuleDescriptor.Create(
        RuleIds.UnseenValidation,
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        "Validation attributes are not seen by ASP.NET Core's validation",
        "{0} takes '{1}', whose validation attributes are not checked: {2}",
        "ASP.NET Core's source generator finds the types that calls such as MapPost name, and those marked [ValidatableType]. Handlers of Bolt are in no such call. An error where AddValidation() is called.");

    public UnseenValidationAnalyzer()
        : base(Unseen)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        if (start.Compilation.GetTypesByMetadataName("Microsoft.Extensions.Validation.ValidatableTypeAttribute").IsEmpty)
        {
            return;
        }

        var compilation = start.Compilation;
        var validates = new Lazy<bool>(() => compilation.SyntaxTrees.Any(static t => SourceTokens.FindName(t, "AddValidation", default).Any(IsCall)), LazyThreadSafetyMode.ExecutionAndPublication);
        var known = new Lazy<ValidatedTypes>(() => ValidatedTypes.Read(compilation, default), LazyThreadSafetyMode.ExecutionAndPublication);
        RouteActions.RegisterDeclared(start, symbols, Descriptor, c => Analyze(c, validates, known));
    }

    private static void Analyze(in RouteContext context, Lazy<bool> validates, Lazy<ValidatedTypes> known)
    {
        var route = context.Route;
        if (route.Binding.Handler is not { } handler)
        {
            return;
        }

        foreach (var (model, parameter) in handler.Parameters.Zip(route.Method.Parameters, static (m, p) => (m, p)))
        {
            if (model.Kind is not (ParameterKind.Body or ParameterKind.BodyOrService or ParameterKind.Object)
                || parameter.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.SkipValidationAttribute))
                || ValidationFacts.FindChecked(parameter.Type) is null
                || known.Value.Contains(parameter.Type))
            {
                continue;
            }

            var type = ValidationFacts.Parts(parameter.Type).OfType<INamedTypeSymbol>().First(p => !known.Value.Contains(p));
            var name = TypeNames.Display(type);
            var isOwn = type.TypeKind == TypeKind.Class && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, context.Symbols.Compilation.Assembly);
            context.Report(
                parameter.Locations[0],
                validates.Value ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
                isOwn && ValidatedTypes.IsVisible(type) ? CanBeMarked : ImmutableDictionary<string, string?>.Empty,
                route.Display,
                name,
                isOwn && !ValidatedTypes.IsVisible(type) ? $"make '{name}' public, because ASP.NET Core skips other types, and mark it with [ValidatableType]"
                : isOwn ? $"mark '{name}' with [ValidatableType]{(validates.Value ? string.Empty : " and call AddValidation()")}"
                : type.TypeKind == TypeKind.Class ? $"mark '{name}' with [ValidatableType] in its own project, and call AddValidation() in a method of that project"
                : $"make '{name}' a class, which [ValidatableType] can mark");
        }
    }

    private static bool IsCall(SyntaxToken name) => name.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } or InvocationExpressionSyntax };
}
