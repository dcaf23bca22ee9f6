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
    /// <summary>Property: the documentation ids of the types to be marked, with spaces between; absent where marking does not help.</summary>
    public const string MarksProperty = "Marks";

    private static readonly DiagnosticDescriptor Unseen = RuleDescriptor.Create(
        RuleIds.UnseenValidation,
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        "Validation attributes are not seen by ASP.NET Core's validation",
        "{0} takes {1} are not checked: {2}",
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
        var validates = new Lazy<bool>(() => compilation.SyntaxTrees.Any(t => IsCalledIn(t, compilation)), LazyThreadSafetyMode.ExecutionAndPublication);
        var known = new Lazy<ValidatedTypes>(() => ValidatedTypes.Read(compilation, default), LazyThreadSafetyMode.ExecutionAndPublication);
        RouteActions.RegisterDeclared(start, symbols, Descriptor, c => Analyze(c, validates, known, ofGroup: false));
        RouteActions.RegisterServed(start, symbols, Descriptor, c => Analyze(c, validates, known, ofGroup: true));
    }

    /// <param name="context">The route.</param>
    /// <param name="validates">The project calls <c>AddValidation()</c>.</param>
    /// <param name="known">What ASP.NET Core checks.</param>
    /// <param name="ofGroup">Asked is for types that a group puts in for a type parameter of its base class, and not for those that the handler names itself.</param>
    private static void Analyze(in RouteContext context, Lazy<bool> validates, Lazy<ValidatedTypes> known, bool ofGroup)
    {
        var route = context.Route;
        if ((ofGroup && !route.IsInherited) || route.Binding.Handler is not { } handler)
        {
            return;
        }

        foreach (var (model, parameter) in handler.Parameters.Zip(route.Method.Parameters, static (m, p) => (m, p)))
        {
            var isJson = model.Kind is ParameterKind.Body or ParameterKind.BodyOrService;
            if (!(isJson || model.Kind == ParameterKind.Object)
                || ofGroup != (route.IsInherited && !SymbolEqualityComparer.Default.Equals(parameter.Type, parameter.OriginalDefinition.Type))
                || ValidationFacts.IsSkipped(parameter)
                || ValidationWalk.Find(parameter, isJson, ValidatedTypes.None) is null
                || ValidationRemedy.Find(parameter, isJson, known.Value, context.Symbols.Compilation) is not { } remedy)
            {
                continue;
            }

            context.Report(
                ofGroup ? route.Type.Locations[0] : parameter.Locations[0],
                validates.Value ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
                remedy.Marks.IsEmpty ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(MarksProperty, string.Join(" ", remedy.Marks.Select(DocumentationCommentId.CreateDeclarationId))),
                route.Display,
                Unchecked(parameter, remedy.Part),
                remedy.Advice + (remedy.Marks.IsEmpty || validates.Value ? string.Empty : ", and call AddValidation()"));
        }
    }

    /// <summary>What the parameter's type is, and what of it has the attributes.</summary>
    private static string Unchecked(IParameterSymbol parameter, UncheckedPart part)
    {
        var type = ValidationFacts.ElementOf(parameter.Type) ?? ValidationFacts.WithoutNullable(parameter.Type);
        return SymbolEqualityComparer.Default.Equals(type, part.Owner) && part.Stop.Member is null
            ? $"'{TypeNames.Display(part.Owner)}', whose validation attributes"
            : $"'{TypeNames.Display(type)}', in which the validation attributes of '{TypeNames.Display(part.Owner)}{(part.Member is null ? string.Empty : "." + part.Member.Name)}'";
    }

    private static bool IsCalledIn(SyntaxTree tree, Compilation compilation)
    {
        SemanticModel? model = null;
        foreach (var name in SourceTokens.FindName(tree, "AddValidation", default))
        {
            if (name.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } or InvocationExpressionSyntax } called)
            {
                // Asked only for calls of that name, once a type is met that nothing checks.
#pragma warning disable RS1030
                model ??= compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                var info = model.GetSymbolInfo(called);
                if (SymbolFacts.Is((info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType, PlatformNames.ValidationExtensions))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
