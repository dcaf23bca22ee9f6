using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT2007: calls <c>MapBolt()</c> before the application runs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RoutesNotMappedCodeFix))]
[Shared]
public sealed class RoutesNotMappedCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string CallMapBoltKey = "BOLT2007.CallMapBolt";

    public RoutesNotMappedCodeFix()
        : base(RuleIds.RoutesNotMapped)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>()
                is not { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax application } } run
            || run.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: GlobalStatementSyntax or BlockSyntax } statement)
        {
            return [];
        }

        SyntaxNode place = statement.Parent is GlobalStatementSyntax global ? global : statement;
        return
        [
            new("Call 'MapBolt()'", CallMapBoltKey, editor =>
            {
                // What is before Run (a comment, a blank line) stays there.
                var call = TypeReferences.ImportNamespace(SyntaxFactory.ParseStatement($"{application.Identifier.Text}.{BoltNames.MapMethod}();"), BoltNames.Namespace)
                    .WithLeadingTrivia(statement.GetLeadingTrivia().Where(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1))
                    .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
                editor.InsertBefore(place, place is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(call) : call);
            }),
        ];
    }
}
