using System.Collections.Immutable;

namespace Bolt.Shared;

/// <summary>Finds the parameters of an ASP.NET Core route pattern: <c>{id:int}</c>, <c>{**rest}</c>, <c>{page=1}</c>, <c>{id?}</c>.</summary>
internal static class RoutePatternReader
{
    /// <summary>The parameter names in order; null for a pattern the router would refuse at start.</summary>
    public static ImmutableArray<RoutePatternParameter>? Read(string pattern)
    {
        if (RoutePatternRules.FindProblem(pattern) is not null)
        {
            return null;
        }

        var parameters = ImmutableArray.CreateBuilder<RoutePatternParameter>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '}')
            {
                if (i + 1 < pattern.Length && pattern[i + 1] == '}')
                {
                    i++;
                    continue;
                }

                return null;
            }

            if (pattern[i] != '{')
            {
                continue;
            }

            if (i + 1 < pattern.Length && pattern[i + 1] == '{')
            {
                i++;
                continue;
            }

            var end = FindEnd(pattern, i + 1);
            if (end < 0)
            {
                return null;
            }

            if (Parameter(pattern.Substring(i + 1, end - i - 1)) is not { } parameter)
            {
                return null;
            }

            parameters.Add(parameter);
            i = end;
        }

        return parameters.ToImmutable();
    }

    /// <summary>Inside a parameter <c>{{</c> and <c>}}</c> stand for braces, as in <c>{id:regex(^\d{{4}}$)}</c>.</summary>
    internal static int FindEnd(string pattern, int start)
    {
        for (var i = start; i < pattern.Length; i++)
        {
            if (pattern[i] is not ('{' or '}'))
            {
                continue;
            }

            if (i + 1 < pattern.Length && pattern[i + 1] == pattern[i])
            {
                i++;
                continue;
            }

            return pattern[i] == '}' ? i : -1;
        }

        return -1;
    }

    private static RoutePatternParameter? Parameter(string text)
    {
        var start = 0;
        while (start < text.Length && start < 2 && text[start] == '*')
        {
            start++;
        }

        var end = start;
        while (end < text.Length && text[end] is not (':' or '=' or '?'))
        {
            end++;
        }

        var name = text.Substring(start, end - start);
        var optional = start > 0 || text.EndsWith("?", System.StringComparison.Ordinal) || text.IndexOf('=') >= 0;
        return name.Length == 0 || name.IndexOfAny(['/', '{', '}', '*']) >= 0 ? null : new(name, optional, start > 0);
    }
}
