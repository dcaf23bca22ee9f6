using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Bolt.CodeFixes;

/// <summary>The base of fixes that change the document the diagnostic is in. Fix All makes all edits of a document at once.</summary>
public abstract class BoltCodeFix : CodeFixProvider
{
    private protected BoltCodeFix(string ruleId) => FixableDiagnosticIds = [ruleId];

    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllInDocumentAsync);

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var edit in await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(edit.Title, cancellationToken => ApplyAsync(context.Document, [edit], cancellationToken), edit.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>The ways to fix one diagnostic, best first; none unless every precondition holds.</summary>
    private protected abstract Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>The attribute the diagnostic is on or in, with the compilation's facts; null where either is gone.</summary>
    private protected static async Task<AttributePlace?> FindAttributeAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node
            || node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || BoltSymbols.Get(model.Compilation) is not { } symbols)
        {
            return null;
        }

        return new(attribute, node, model, symbols);
    }

    private async Task<Document?> FixAllInDocumentAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var edits = ImmutableArray.CreateBuilder<Edit>();
        foreach (var diagnostic in diagnostics.OrderBy(static d => d.Location.SourceSpan.Start))
        {
            var found = await FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (found.FirstOrDefault(e => e.Key == context.CodeActionEquivalenceKey) is { } edit)
            {
                edits.Add(edit);
            }
        }

        return edits.Count == 0 ? document : await ApplyAsync(document, edits.ToImmutable(), context.CancellationToken).ConfigureAwait(false);
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Edit> edits, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var edit in edits)
        {
            edit.Apply(editor);
        }

        return await TypeReferences.AddImportsAsync(editor.GetChangedDocument(), cancellationToken).ConfigureAwait(false);
    }
}
