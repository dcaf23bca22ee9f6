using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT2004: makes the handler, and the classes around it, reachable for generated code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncallableHandlerCodeFix))]
[Shared]
public sealed class UncallableHandlerCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string MakeInternalKey = "BOLT2004.MakeInternal";

    public UncallableHandlerCodeFix()
        : base(RuleIds.UncallableHandler)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(UncallableHandlerAnalyzer.UnreachableProperty)
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        var hidden = new List<SyntaxNode>();
        for (SyntaxNode? declaration = method; declaration is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax; declaration = declaration.Parent)
        {
            if (model.GetDeclaredSymbol(declaration, cancellationToken) is not { } symbol)
            {
                return [];
            }

            if (symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal && symbol is not INamedTypeSymbol { IsFileLocal: true })
            {
                continue;
            }

            // Another part may say the accessibility too, and a file-local type would have to be renamed to leave its file.
            if (symbol.DeclaringSyntaxReferences.Length != 1 || symbol is IMethodSymbol { IsPartialDefinition: true } or INamedTypeSymbol { IsFileLocal: true })
            {
                return [];
            }

            hidden.Add(declaration);
        }

        return hidden.Count == 0 || BreaksDeclarations(root, hidden, model.Compilation, cancellationToken)
            ? []
            : [new("Make it internal", MakeInternalKey, editor =>
                hidden.ForEach(declaration => editor.ReplaceNode(declaration, static (current, _) => MakeInternal((MemberDeclarationSyntax)current))))];
    }

    /// <summary>An override, elsewhere or this one, says the old accessibility again; a type in the signature may be hidden more than the method would be.</summary>
    private static bool BreaksDeclarations(SyntaxNode root, List<SyntaxNode> hidden, Compilation compilation, CancellationToken cancellationToken)
    {
        var changed = root.ReplaceNodes(hidden, static (_, current) => MakeInternal((MemberDeclarationSyntax)current));
        var tree = root.SyntaxTree.WithRootAndOptions(changed, root.SyntaxTree.Options);
        return Errors(compilation.ReplaceSyntaxTree(root.SyntaxTree, tree)) > Errors(compilation);

        int Errors(Compilation c) => c.GetDeclarationDiagnostics(cancellationToken).Count(static d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Roslyn's own SetAccessibility drops what is written between the attributes and the modifier.</summary>
    private static MemberDeclarationSyntax MakeInternal(MemberDeclarationSyntax member)
    {
        var first = member.AttributeLists.Count == 0 ? member.GetFirstToken() : member.AttributeLists.Last().GetLastToken().GetNextToken();
        var leading = first.LeadingTrivia;
        member = member.ReplaceToken(first, first.WithLeadingTrivia());

        var modifiers = member.Modifiers.Where(static m =>
            !m.IsKind(SyntaxKind.PrivateKeyword) && !m.IsKind(SyntaxKind.ProtectedKeyword) && !m.IsKind(SyntaxKind.InternalKeyword));

        // What derived classes elsewhere could call they still can.
        var isProtected = member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword);
        var space = SyntaxFactory.TriviaList(SyntaxFactory.Space);
        SyntaxToken[] accessibility = isProtected
            ? [SyntaxFactory.Token(leading, SyntaxKind.ProtectedKeyword, space), SyntaxFactory.Token(default, SyntaxKind.InternalKeyword, space)]
            : [SyntaxFactory.Token(leading, SyntaxKind.InternalKeyword, space)];
        return member.WithModifiers(SyntaxFactory.TokenList(accessibility.Concat(modifiers)));
    }
}
