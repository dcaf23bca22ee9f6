using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;

namespace Bolt.Shared;

/// <summary>A route pattern as ASP.NET Core's <c>RoutePatternParser</c> reads it, and what the router rejects in it when the program starts.</summary>
internal sealed class RoutePattern
{
    private readonly string _text;

    private RoutePattern(string text, ImmutableArray<RoutePatternParameter> parameters, string? problem)
    {
        _text = text;
        Parameters = parameters;
        Problem = problem;
    }

    /// <summary>In order; empty for a pattern that is not valid.</summary>
    public ImmutableArray<RoutePatternParameter> Parameters { get; }

    /// <summary>Why the router rejects the pattern; null for a valid one.</summary>
    public string? Problem { get; }

    /// <summary>The pattern without the names of its parameters: a route that has another is at another place.</summary>
    public string MatchKey =>
        // {id:int} and {number:int} match alike, {slug} and {id:int} do not.
        Key(p => _text.Substring(p.NameSpan.End, p.Span.End - p.NameSpan.End));

    /// <summary>
    /// What the router goes by: of two endpoints with equal keys it prefers neither, and a request that both match fails. Whether a parameter is optional or has a default does not count for it,
    /// nor does the order in which constraints are written.
    /// </summary>
    public string AmbiguityKey => Key(static p => string.Concat(p.Constraints.Select(ConstraintKey).OrderBy(static c => c, StringComparer.Ordinal)) + "}");

    /// <summary>Reads a pattern of one route: <c>/articles/{id:int}</c>.</summary>
    public static RoutePattern Parse(string text)
    {
        ImmutableArray<RoutePatternParameter> parameters = [];
        var problem = Read(text, ref parameters);
        return new(text, problem is null ? parameters : [], problem);
    }

    /// <summary>The parameter of that name, in any case; null where there is none.</summary>
    public RoutePatternParameter? Find(string name) => Find(Parameters, name);

    private static RoutePatternParameter? Find(ImmutableArray<RoutePatternParameter> parameters, string name)
    {
        foreach (var parameter in parameters)
        {
            if (string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter;
            }
        }

        return null;
    }

    private static string? Read(string text, ref ImmutableArray<RoutePatternParameter> parameters)
    {
        var position = text.StartsWith("~/", StringComparison.Ordinal) ? 2 : text.StartsWith("/", StringComparison.Ordinal) ? 1 : 0;
        if (position == 0 && text.StartsWith("~", StringComparison.Ordinal))
        {
            return "a '~' must be followed by '/'";
        }

        var hasCatchAll = false;
        while (position < text.Length)
        {
            if (text[position] == '/')
            {
                return "it has two consecutive slashes";
            }

            if (hasCatchAll)
            {
                return "a catch-all parameter must come last";
            }

            if (ReadSegment(text, ref position, ref parameters, out hasCatchAll) is { } problem)
            {
                return problem;
            }

            position++;
        }

        return null;
    }

    /// <summary>Reads up to the next slash outside of braces.</summary>
    private static string? ReadSegment(string text, ref int position, ref ImmutableArray<RoutePatternParameter> parameters, out bool hasCatchAll)
    {
        hasCatchAll = false;
        var parts = 0;
        var literalStart = -1;
        var afterParameter = false;
        var afterOptional = false;
        while (position < text.Length && text[position] != '/')
        {
            var current = text[position];
            var isDoubled = position + 1 < text.Length && text[position + 1] == current;
            if (current == '{' && !isDoubled)
            {
                var end = FindEnd(text, position + 1);
                if (end < 0)
                {
                    return "a '{' has no '}'";
                }

                if (RoutePatternParameter.Read(text, position, end, out var parameter) is { } problem)
                {
                    return problem;
                }

                if (Find(parameters, parameter.Name) is not null)
                {
                    return $"the parameter '{parameter.Name}' appears twice";
                }

                if (afterParameter)
                {
                    return $"nothing separates '{{{parameter.Name}}}' from the parameter before it";
                }

                if (parameter.IsOptional && parts > 0 && !(position - literalStart == 1 && text[literalStart] == '.'))
                {
                    return $"within a segment, the optional parameter '{parameter.Name}' can only follow a '.'";
                }

                parameters = parameters.Add(parameter);
                hasCatchAll = parameter.IsCatchAll;
                afterOptional = parameter.IsOptional;
                afterParameter = true;
                literalStart = -1;
                parts++;
                position = end + 1;
            }
            else
            {
                if (current == '}' && !isDoubled)
                {
                    return "a '}' has no '{'";
                }

                if (current == '?')
                {
                    return "a '?' is allowed only at the end of a parameter";
                }

                if (literalStart < 0)
                {
                    literalStart = position;
                    parts++;
                }

                afterParameter = false;
                position += current is '{' or '}' ? 2 : 1;
            }

            if (hasCatchAll && parts > 1)
            {
                return "a catch-all parameter must be a segment of its own";
            }

            if (afterOptional && !afterParameter)
            {
                return "an optional parameter must come last in its segment";
            }
        }

        return null;
    }

    /// <summary>Inside a parameter <c>{{</c> and <c>}}</c> mean braces, as in <c>{id:regex(^\d{{4}}$)}</c>.</summary>
    private static int FindEnd(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                i++;
                continue;
            }

            return text[i] == '}' ? i : -1;
        }

        return -1;
    }

    private string Key(Func<RoutePatternParameter, string> rest)
    {
        var key = new StringBuilder(_text.Length);
        var position = 0;
        foreach (var parameter in Parameters)
        {
            AppendLiteral(key, position, parameter.Span.Start);
            key.Append(parameter.IsCatchAll ? "{*" : "{").Append(rest(parameter));
            position = parameter.Span.End;
        }

        AppendLiteral(key, position, _text.Length);
        return key.ToString().TrimEnd('/');
    }

    /// <summary>Names of constraints have no case; their arguments may.</summary>
    private static string ConstraintKey(string constraint)
    {
        var argument = constraint.IndexOf('(');
        var name = argument < 0 ? constraint : constraint.Substring(0, argument);
        return $":{name.ToLowerInvariant()}{constraint.Substring(name.Length)}";
    }

    private void AppendLiteral(StringBuilder key, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            key.Append(char.ToLowerInvariant(_text[i]));
        }
    }
}
