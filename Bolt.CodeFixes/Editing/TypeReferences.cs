using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Bolt.CodeFixes;

/// <summary>Writes types in full, for the clean-up after a fix to shorten, and adds the usings that make them short.</summary>
internal static class TypeReferences
{
    private const string ImportKind = "Bolt.Import";

    public static ExpressionSyntax TypeOf(SyntaxGenerator generator, ITypeSymbol type) =>
        (ExpressionSyntax)generator.TypeOfExpression(Expression(generator, type));

    public static TypeSyntax Expression(SyntaxGenerator generator, ITypeSymbol type)
    {
        var expression = (TypeSyntax)generator.TypeExpression(type);
        return type is INamedTypeSymbol { ContainingType: null, ContainingNamespace: { IsGlobalNamespace: false } space }
            ? Import(expression, type.Name, space.ToDisplayString())
            : expression;
    }

    /// <summary><c>Permissions.AddArticle</c>.</summary>
    public static ExpressionSyntax Constant(IFieldSymbol constant)
    {
        var outermost = constant.ContainingType;
        while (outermost.ContainingType is { } outer)
        {
            outermost = outer;
        }

        var expression = SyntaxFactory.ParseExpression(constant.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + constant.Name)
            .WithAdditionalAnnotations(Simplifier.Annotation);
        return outermost.ContainingNamespace is { IsGlobalNamespace: false } space
            ? Import(expression, outermost.Name, space.ToDisplayString())
            : expression;
    }

    /// <summary>Asks for a using where <paramref name="name"/> of <paramref name="space"/> means nothing at the node's place.</summary>
    public static T Import<T>(T node, string name, string space)
        where T : SyntaxNode => node.WithAdditionalAnnotations(new SyntaxAnnotation(ImportKind, name + "|" + space));

    /// <summary>Asks for a using where nothing imports <paramref name="space"/> at the node's place: for its extension methods.</summary>
    public static T ImportNamespace<T>(T node, string space)
        where T : SyntaxNode => Import(node, string.Empty, space);

    /// <summary>
    /// Adds a using only where the short name means nothing yet: where it means another type, the full name stays. (Roslyn's own
    /// ImportAdder refuses as soon as the inserted name itself would bind through the new using.)
    /// </summary>
    public static async Task<Document> AddImportsAsync(Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not CompilationUnitSyntax root
            || root.GetAnnotatedNodes(ImportKind).ToList() is not { Count: > 0 } nodes
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return document;
        }

        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var parts = node.GetAnnotations(ImportKind).First().Data!.Split('|');
            if (parts[0].Length == 0 ? !IsImported(parts[1], model, node.SpanStart) : model.LookupNamespacesAndTypes(node.SpanStart, name: parts[0]).IsEmpty)
            {
                missing.Add(parts[1]);
            }
        }

        return missing.Count == 0 ? document : document.WithSyntaxRoot(missing.Aggregate(root, AddUsing));
    }

    /// <summary>By a using of the file or of the project, or because the place is in it.</summary>
    private static bool IsImported(string @namespace, SemanticModel model, int position)
    {
        for (var symbol = model.GetEnclosingSymbol(position)?.ContainingNamespace; symbol is { IsGlobalNamespace: false }; symbol = symbol.ContainingNamespace)
        {
            if (symbol.ToDisplayString() == @namespace)
            {
                return true;
            }
        }

        return model.GetImportScopes(position).SelectMany(static s => s.Imports).Any(i => i.NamespaceOrType is INamespaceSymbol space && space.ToDisplayString() == @namespace);
    }

    private static CompilationUnitSyntax AddUsing(CompilationUnitSyntax root, string @namespace)
    {
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(@namespace)).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var plain = root.Usings.Where(static u => u.Alias is null && u.StaticKeyword.IsKind(SyntaxKind.None)).ToList();
        if (plain.Count > 0)
        {
            var index = plain.FindIndex(u => Compare(@namespace, u.Name?.ToString() ?? string.Empty) < 0);
            var at = index < 0 ? root.Usings.IndexOf(plain[plain.Count - 1]) + 1 : root.Usings.IndexOf(plain[index]);
            if (at == 0)
            {
                var first = root.Usings[0];
                directive = directive.WithLeadingTrivia(first.GetLeadingTrivia());
                return root.WithUsings(root.Usings.Replace(first, first.WithLeadingTrivia(default(SyntaxTriviaList))).Insert(0, directive));
            }

            return root.WithUsings(root.Usings.Insert(at, directive));
        }

        // A header of the file, which a blank line ends, stays on top.
        var token = root.GetFirstToken(includeZeroWidth: true);
        var header = Header(token.LeadingTrivia);
        root = root.ReplaceToken(token, token.WithLeadingTrivia(token.LeadingTrivia.Skip(header)));
        return root.WithUsings(root.Usings.Insert(
            0,
            directive.WithLeadingTrivia(token.LeadingTrivia.Take(header)).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed, SyntaxFactory.ElasticLineFeed)));
    }

    private static int Header(SyntaxTriviaList trivia)
    {
        for (var i = 1; i < trivia.Count; i++)
        {
            if (trivia[i].IsKind(SyntaxKind.EndOfLineTrivia) && trivia[i - 1].IsKind(SyntaxKind.EndOfLineTrivia) && trivia[0].IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int Compare(string left, string right)
    {
        var leftSystem = left == "System" || left.StartsWith("System.", StringComparison.Ordinal);
        var rightSystem = right == "System" || right.StartsWith("System.", StringComparison.Ordinal);
        return leftSystem != rightSystem ? (leftSystem ? -1 : 1) : string.CompareOrdinal(left, right);
    }
}
