using System;
using System.Linq;
using Microsoft.Extensions.Primitives;

namespace Bolt.Http;

/// <summary>What a response header may contain (RFC 9110 §5.5). The server throws on anything else, which would turn a refusal into a 500.</summary>
internal static class HeaderText
{
    /// <summary>The text with <c>?</c> for every character that is neither visible ASCII, space nor tab.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        return text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
            ? text
            : string.Create(text.Length, text, static (target, text) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    target[i] = text[i] is (>= ' ' and <= '~') or '\t' ? text[i] : '?';
                }
            });
    }

    /// <summary>Each line once: what two backends say in the same words tells a client nothing more.</summary>
    public static StringValues Distinct(in StringValues lines) => lines.Count < 2 ? lines : lines.Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>A backend's name as an authentication scheme (RFC 9110 §11.1): a token, with <c>-</c> for characters that a token cannot contain.</summary>
    public static string Token(string name)
    {
        if (name.Length == 0)
        {
            return "-";
        }

        return !name.AsSpan().ContainsAnyExcept(HttpToken.Characters)
            ? name
            : string.Create(name.Length, name, static (target, name) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = HttpToken.Characters.Contains(name[i]) ? name[i] : '-';
                }
            });
    }
}
