using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Shared;

/// <summary>A parameter of a route pattern, read as ASP.NET Core's <c>RouteParameterParser</c> reads it.</summary>
/// <param name="Name">Without stars, constraints and default.</param>
/// <param name="Constraints">As written: <c>int</c>, <c>min(1)</c>.</param>
/// <param name="Default">What follows <c>=</c>; null where there is no default.</param>
/// <param name="IsOptional">It ends in <c>?</c>.</param>
/// <param name="IsCatchAll">It begins with <c>*</c> or <c>**</c>.</param>
/// <param name="Span">Where it is in the pattern, with its braces.</param>
/// <param name="NameSpan">Where its name is in the pattern.</param>
internal readonly record struct RoutePatternParameter(
    string Name, ImmutableArray<string> Constraints, string? Default, bool IsOptional, bool IsCatchAll, TextSpan Span, TextSpan NameSpan)
{
    private static readonly char[] InvalidNameCharacters = ['/', '{', '}', '?', '*'];
    private static readonly char[] NameEnds = [':', '='];

    /// <summary>Reads what is between the braces at <paramref name="open"/> and <paramref name="close"/>, or says what is wrong with it.</summary>
    public static string? Read(string pattern, int open, int close, out RoutePatternParameter parameter)
    {
        var text = pattern.Substring(open + 1, close - open - 1).Replace("}}", "}").Replace("{{", "{");
        var start = text.StartsWith("**", StringComparison.Ordinal) ? 2 : text.StartsWith("*", StringComparison.Ordinal) ? 1 : 0;
        var isOptional = text.EndsWith("?", StringComparison.Ordinal);
        var end = isOptional ? text.Length - 1 : text.Length;

        // A name may begin with what otherwise ends it.
        var nameEnd = start < end ? text.IndexOfAny(NameEnds, start + 1) : -1;
        nameEnd = nameEnd < 0 ? end : nameEnd;

        var name = text.Substring(start, nameEnd - start);
        ImmutableArray<string> constraints = [];
        var defaultStart = nameEnd < end ? ReadConstraints(text, nameEnd - 1, end, ref constraints) : end;
        var @default = defaultStart < end ? text.Substring(defaultStart + 1, end - defaultStart - 1) : null;
        parameter = new(name, constraints, @default, isOptional, start > 0, TextSpan.FromBounds(open, close + 1), new(open + 1 + start, name.Length));
        return name.Length == 0 ? "a parameter has no name"
            : name.IndexOfAny(InvalidNameCharacters) >= 0 ? $"'{name}' is not a parameter name"
            : isOptional && start > 0 ? $"the catch-all parameter '{name}' cannot be optional"
            : isOptional && @default is not null ? $"the parameter '{name}' cannot be optional and have a default"
            : null;
    }

    /// <summary>Starts at the last character of the name. Returns where the <c>=</c> of the default is; <paramref name="end"/> where there is none.</summary>
    /// <remarks>Parentheses are not counted, as ASP.NET Core does not count them either: only a <c>)</c> that something new follows ends an argument.</remarks>
    private static int ReadConstraints(string text, int position, int end, ref ImmutableArray<string> constraints)
    {
        var start = position;
        var isInName = false;
        var isInArgument = false;
        for (; position < end; position++)
        {
            var current = text[position];
            if (isInArgument)
            {
                if (current == ')' && (position + 1 == end || text[position + 1] is ':' or '='))
                {
                    constraints = constraints.Add(text.Substring(start, position + 1 - start));
                    isInArgument = isInName = false;
                    start = position + 1;
                }
                else if (current is ':' or '=')
                {
                    var closing = text.IndexOf(')', position + 1);
                    if (closing >= 0)
                    {
                        position = closing;
                        continue;
                    }

                    constraints = constraints.Add(text.Substring(start, position - start));
                    if (current == '=')
                    {
                        return position;
                    }

                    isInArgument = false;
                    isInName = true;
                    start = position + 1;
                }
            }
            else if (current == '(')
            {
                isInArgument = true;
            }
            else if (current is ':' or '=')
            {
                if (isInName && position > start)
                {
                    constraints = constraints.Add(text.Substring(start, position - start));
                }

                if (current == '=')
                {
                    return position;
                }

                isInName = true;
                start = position + 1;
            }
        }

        if (isInArgument || (isInName && end > start))
        {
            constraints = constraints.Add(text.Substring(start, end - start));
        }

        return end;
    }
}
