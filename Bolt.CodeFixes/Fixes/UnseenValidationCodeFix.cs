using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT2012: marks the type for ASP.NET Core's validation, wherever in the project it is declared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnseenValidationCodeFix))]
[Shared]
public sealed class UnseenValidationCodeFix : CodeFixProvider
{
    /// <summary>Equivalence key.</summary>
    public const string AddValidatableTypeKey = "BOLT2012.AddValidatableType";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.UnseenValidation];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => AllTypes.Instance;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(static d => d.Properties.ContainsKey(UnseenValidationAnalyzer.CanBeMarkedProperty)))
        {
            foreach (var type in await TypesAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Mark '{type.Name}' with '[ValidatableType]'",
                        cancellationToken => MarkAsync(context.Document.Project, [type], cancellationToken),
                        AddValidatableTypeKey),
                    diagnostic);
            }
        }
    }

    /// <summary>The declared types of the parameters that the diagnostics are on.</summary>
    private static async Task<IReadOnlyList<INamedTypeSymbol>> TypesAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var types = new List<INamedTypeSymbol>();
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return types;
        }

        foreach (var diagnostic in diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is { } parameter
                && model.GetDeclaredSymbol(parameter, cancellationToken) is IParameterSymbol symbol)
            {
                types.AddRange(ValidationFacts.Parts(symbol.Type).OfType<INamedTypeSymbol>().Select(static t => t.OriginalDefinition).Where(static t => t.TypeKind == TypeKind.Class && !t.DeclaringSyntaxReferences.IsEmpty));
            }
        }

        return types;
    }

    private static async Task<Solution> MarkAsync(Project project, IEnumerable<INamedTypeSymbol> types, CancellationToken cancellationToken)
    {
        var solution = project.Solution;
        var declarations = types.Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Select(t => t.DeclaringSyntaxReferences[0])
            .GroupBy(static r => r.SyntaxTree);
        foreach (var file in declarations)
        {
            if (project.GetDocument(file.Key) is not { } document || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            {
                continue;
            }

            var nodes = file.Select(r => root.FindNode(r.Span)).OfType<TypeDeclarationSyntax>();
            var changed = document.WithSyntaxRoot(root.ReplaceNodes(nodes, static (_, current) => Mark(current)));
            solution = solution.WithDocumentSyntaxRoot(document.Id, (await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!);
        }

        return solution;
    }

    /// <summary>As the first attribute, on a line of its own behind the comment. In .NET 10 naming the attribute is an error until that is suppressed.</summary>
    private static TypeDeclarationSyntax Mark(TypeDeclarationSyntax type)
    {
        var leading = type.GetLeadingTrivia();
        var indentation = leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.Last().ToString() : string.Empty;
        var above = leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.RemoveAt(leading.Count - 1) : leading;
        var before = SyntaxFactory.ParseLeadingTrivia("#pragma warning disable ASP0029 // experimental in .NET 10\n" + indentation);
        var after = SyntaxFactory.ParseLeadingTrivia("#pragma warning restore ASP0029\n" + indentation);
        var attribute = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName("Microsoft.Extensions.Validation.ValidatableType"))))
            .WithLeadingTrivia(above.AddRange(before))
            .WithTrailingTrivia(SyntaxFactory.LineFeed);
        type = type.WithLeadingTrivia(after);
        return (TypeDeclarationSyntax)type.WithAttributeLists(type.AttributeLists.Insert(0, attribute));
    }

    /// <summary>Several handlers may take one type, which is marked once.</summary>
    private sealed class AllTypes : FixAllProvider
    {
        public static readonly AllTypes Instance = new();

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
            "Mark every type that has validation attributes with '[ValidatableType]'",
            cancellationToken => FixAsync(fixAllContext, cancellationToken),
            AddValidatableTypeKey));

        private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
        {
            var solution = context.Solution;
            foreach (var project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
            {
                var types = new List<INamedTypeSymbol>();
                var diagnostics = (await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false))
                    .Where(d => d.Properties.ContainsKey(UnseenValidationAnalyzer.CanBeMarkedProperty)
                        && (context.Scope != FixAllScope.Document || d.Location.SourceTree?.FilePath == context.Document?.FilePath));
                foreach (var file in diagnostics.GroupBy(static d => d.Location.SourceTree))
                {
                    if (file.Key is { } tree && project.GetDocument(tree) is { } document)
                    {
                        types.AddRange(await TypesAsync(document, file, cancellationToken).ConfigureAwait(false));
                    }
                }

                solution = await MarkAsync(solution.GetProject(project.Id)!, types, cancellationToken).ConfigureAwait(false);
            }

            return solution;
        }
    }
}
