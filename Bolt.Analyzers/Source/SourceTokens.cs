using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>
/// Finds the few places of a file that a rule is about by their text. Asking the compiler about every expression of a program instead would make it bind
/// every method a second time, most of all those that Bolt emitted.
/// </summary>
internal static class SourceTokens
{
    /// <summary>Bolt's own output, in which no rule has anything to find: the compiler names a generated file after its generator.</summary>
    public static bool IsOwnOutput(SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) && tree.FilePath.IndexOf("Bolt.Generators.BoltGenerator", StringComparison.Ordinal) >= 0;

    public static bool Contains(SyntaxTree tree, string word) => tree.GetText().ToString().IndexOf(word, StringComparison.Ordinal) >= 0;

    /// <summary>The tokens that begin with the word; a mention in a comment or a string is not one.</summary>
    public static IEnumerable<SyntaxToken> Find(SyntaxTree tree, string word, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        SyntaxNode? root = null;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
        {
            root ??= tree.GetRoot(cancellationToken);
            var token = root.FindToken(at);

            // @Secret begins a character earlier.
            if (token.SpanStart == at || (token.SpanStart == at - 1 && text[at - 1] == '@'))
            {
                yield return token;
            }
        }
    }

    /// <summary>The identifiers that are exactly this name.</summary>
    public static IEnumerable<SyntaxToken> FindName(SyntaxTree tree, string name, CancellationToken cancellationToken)
    {
        foreach (var token in Find(tree, name, cancellationToken))
        {
            if (token.ValueText == name)
            {
                yield return token;
            }
        }
    }
}
