using System;
using System.Collections.Generic;

namespace Bolt.Shared;

/// <summary>What ASP.NET Core's router refuses in a pattern when the program starts, said at compile time.</summary>
internal static class RoutePatternRules
{
    /// <summary>What is wrong with the pattern, or null. The pattern starts with a slash, as <see cref="RouteAttributeReader.Join"/> makes it.</summary>
    public static string? FindProblem(string pattern)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var position = pattern.StartsWith("/", StringComparison.Ordinal) ? 1 : 0;
        var hasCatchAll = false;
        while (position < pattern.Length)
        {
            if (pattern[position] == '/')
            {
                return "two slashes follow each other";
            }

            if (hasCatchAll)
            {
                return "a catch-all parameter must stand last";
            }

            if (ReadSegment(pattern, ref position, names, out hasCatchAll) is { } problem)
            {
                return problem;
            }

            position++;
        }

        return null;
    }

    /// <summary>Reads up to the next slash outside of braces.</summary>
    private static string? ReadSegment(string pattern, ref int position, HashSet<string> names, out bool hasCatchAll)
    {
        hasCatchAll = false;
        var parts = 0;
        var afterParameter = false;
        var afterOptional = false;
        var literal = string.Empty;
        while (position < pattern.Length && pattern[position] != '/')
        {
            var current = pattern[position];
            var doubled = position + 1 < pattern.Length && pattern[position + 1] == current;
            if (current == '{' && !doubled)
            {
                var end = RoutePatternReader.FindEnd(pattern, position + 1);
                if (end < 0)
                {
                    return "a '{' has no '}'";
                }

                var text = pattern.Substring(position + 1, end - position - 1);
                if (ReadParameter(text, names, out var name) is { } problem)
                {
                    return problem;
                }

                if (afterParameter)
                {
                    return $"nothing separates '{{{name}}}' from the parameter before it";
                }

                var isOptional = text.EndsWith("?", StringComparison.Ordinal);
                if (isOptional && parts > 0 && literal != ".")
                {
                    return $"the optional parameter '{name}' may follow only a '.' within a segment";
                }

                hasCatchAll = text.StartsWith("*", StringComparison.Ordinal);
                afterOptional = isOptional;
                afterParameter = true;
                literal = string.Empty;
                parts++;
                position = end + 1;
            }
            else
            {
                if (current is '{' or '}' && !doubled)
                {
                    return "a '}' has no '{'";
                }

                if (current == '?')
                {
                    return "a '?' may stand only at the end of a parameter";
                }

                if (literal.Length == 0)
                {
                    parts++;
                }

                literal += current;
                afterParameter = false;
                position += current is '{' or '}' ? 2 : 1;
            }

            if (hasCatchAll && parts > 1)
            {
                return "a catch-all parameter must be a segment of its own";
            }

            if (afterOptional && !afterParameter)
            {
                return "an optional parameter must stand last in its segment";
            }
        }

        return null;
    }

    private static string? ReadParameter(string text, HashSet<string> names, out string name)
    {
        var start = text.StartsWith("**", StringComparison.Ordinal) ? 2 : text.StartsWith("*", StringComparison.Ordinal) ? 1 : 0;
        var optional = text.EndsWith("?", StringComparison.Ordinal);
        var end = start;
        while (end < text.Length && text[end] is not (':' or '='))
        {
            end++;
        }

        name = text.Substring(start, Math.Max(start, end == text.Length && optional ? end - 1 : end) - start);
        if (name.Length == 0)
        {
            return "a parameter has no name";
        }

        if (name.IndexOfAny(['/', '{', '}', '?', '*']) >= 0)
        {
            return $"'{name}' is not a parameter name";
        }

        if (!names.Add(name))
        {
            return $"the parameter '{name}' appears twice";
        }

        if (optional && start > 0)
        {
            return $"the catch-all parameter '{name}' cannot be optional";
        }

        return optional && HasDefault(text) ? $"the parameter '{name}' cannot be optional and have a default" : null;
    }

    /// <summary>An equals sign outside of a constraint's parentheses starts the default value.</summary>
    private static bool HasDefault(string text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '=' && depth == 0)
            {
                return true;
            }
        }

        return false;
    }
}
