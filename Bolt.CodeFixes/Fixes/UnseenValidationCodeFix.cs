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
        if (await context.Document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            var types = Types(compilation, diagnostic);
            if (types.Count > 0)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Mark {string.Join(" and ", types.Select(static t => $"'{t.Name}'"))} with '[ValidatableType]'",
                        cancellationToken => MarkAsync(context.Document.Project, types, cancellationToken),
                        AddValidatableTypeKey),
                    diagnostic);
            }
        }
    }

    /// <summary>The types that the diagnostic says to mark.</summary>
    private static List<INamedTypeSymbol> Types(Compilation compilation, Diagnostic diagnostic) =>
        !diagnostic.Properties.TryGetValue(UnseenValidationAnalyzer.MarksProperty, out var marks) || marks is null ? []
        : [.. marks.Split(' ').Select(id => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation)).OfType<INamedTypeSymbol>().Where(static t => !t.DeclaringSyntaxReferences.IsEmpty)];

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
            var changed = document.WithSyntaxRoot(root.ReplaceNodes(nodes, (original, current) => Mark(current, IsSuppressed(root, original.SpanStart))));
            solution = solution.WithDocumentSyntaxRoot(document.Id, (await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!);
        }

        return solution;
    }

    /// <summary>As the first attribute, on a line of its own behind the comment. In .NET 10 naming the attribute is an error until that is suppressed.</summary>
    private static TypeDeclarationSyntax Mark(TypeDeclarationSyntax type, bool isSuppressed)
    {
        var leading = type.GetLeadingTrivia();
        var indentation = leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.Last().ToString() : string.Empty;
        var above = leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.RemoveAt(leading.Count - 1) : leading;
        var before = SyntaxFactory.ParseLeadingTrivia((isSuppressed ? string.Empty : "#pragma warning disable ASP0029 // experimental in .NET 10\n") + indentation);
        var after = SyntaxFactory.ParseLeadingTrivia((isSuppressed ? string.Empty : "#pragma warning restore ASP0029\n") + indentation);
        var attribute = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName("Microsoft.Extensions.Validation.ValidatableType"))))
            .WithLeadingTrivia(above.AddRange(before))
            .WithTrailingTrivia(SyntaxFactory.LineFeed);
        type = type.WithLeadingTrivia(after);
        return (TypeDeclarationSyntax)type.WithAttributeLists(type.AttributeLists.Insert(0, attribute));
    }

    /// <summary>The file suppresses the error there already. To restore it would bring it back for what follows.</summary>
    private static bool IsSuppressed(SyntaxNode root, int position) => root.DescendantTrivia()
        .TakeWhile(t => t.SpanStart < position)
        .Where(static t => t.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia))
        .Select(static t => (PragmaWarningDirectiveTriviaSyntax)t.GetStructure()!)
        .LastOrDefault(static p => p.ErrorCodes.Count == 0 || p.ErrorCodes.Any(static c => c.ToString() == "ASP0029"))
        ?.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) == true;

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
                var diagnostics = (await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false))
                    .Where(d => context.Scope != FixAllScope.Document || d.Location.SourceTree?.FilePath == context.Document?.FilePath)
                    .ToList();
                if (diagnostics.Count == 0 || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
                {
                    continue;
                }

                var types = diagnostics.SelectMany(d => Types(compilation, d));
                solution = await MarkAsync(solution.GetProject(project.Id)!, types, cancellationToken).ConfigureAwait(false);
            }

            return solution;
        }
    }
}
