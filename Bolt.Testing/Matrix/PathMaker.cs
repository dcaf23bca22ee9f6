using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Bolt.Testing.Matrix;

/// <summary>Makes a path that a route takes: values are tried against the route's own constraints.</summary>
/// <param name="policies">The application's constraints.</param>
/// <param name="values">What the test says, by pattern.</param>
/// <param name="namesNothing">Values that name nothing that exists come first: the server is a real one.</param>
internal sealed class PathMaker(ParameterPolicyFactory policies, IDictionary<string, string> values, bool namesNothing)
{
    private static readonly string[] Known = ["x", "1", "true", "2f8b1c1e-0000-4000-8000-000000000001", "2030-01-01", "10:00", "1.5", "abc", "x.txt", "x1", "A", "AB", "ABC", "a-b"];

    private readonly string[] _first = namesNothing
        ? ["bolt-test-" + Guid.NewGuid().ToString("N"), int.MaxValue.ToString(CultureInfo.InvariantCulture), Guid.NewGuid().ToString(), .. Known]
        : Known;

    /// <summary>The path; null, and the parameter, where no value fits.</summary>
    /// <param name="pattern">The route's.</param>
    /// <param name="key">The pattern as the test writes it.</param>
    /// <param name="missing">The parameter that has no value.</param>
    public string? Make(RoutePattern pattern, string key, out string? missing)
    {
        missing = null;
        var given = values.TryGetValue(key, out var value) || values.TryGetValue(pattern.RawText ?? "", out value) ? value : null;
        if (given is ['/', ..])
        {
            return given;
        }

        var path = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                switch (part)
                {
                    case RoutePatternLiteralPart literal:
                        path.Append(Escape(literal.Content));
                        break;
                    case RoutePatternSeparatorPart separator:
                        path.Append(separator.Content);
                        break;
                    case RoutePatternParameterPart parameter when Find(pattern, parameter, given) is { } found:
                        path.Append(Escape(found));
                        break;
                    case RoutePatternParameterPart parameter:
                        missing = parameter.Name;
                        return null;
                }
            }
        }

        return path.Length == 0 ? "/" : path.ToString();
    }

    private static string Escape(string value) => string.Join('/', value.Split('/').Select(Uri.EscapeDataString));

    private string? Find(RoutePattern pattern, RoutePatternParameterPart parameter, string? given)
    {
        var constraints = new List<IRouteConstraint>();
        var contents = new List<string>();
        foreach (var reference in pattern.ParameterPolicies.TryGetValue(parameter.Name, out var found) ? found : [])
        {
            if (reference.Content is { } text)
            {
                contents.Add(text);
            }

            try
            {
                if (policies.Create(pattern.GetParameter(parameter.Name), reference) is IRouteConstraint constraint)
                {
                    constraints.Add(constraint);
                }
            }
            catch (Exception e) when (e is InvalidOperationException or RouteCreationException)
            {
                // A constraint that only the application has.
                return given;
            }
        }

        return Candidates(contents).Prepend(given).OfType<string>().FirstOrDefault(v => constraints.TrueForAll(c =>
            c.Match(null, null, parameter.Name, new RouteValueDictionary { [parameter.Name] = v }, RouteDirection.IncomingRequest)));
    }

    private IEnumerable<string> Candidates(List<string> constraints)
    {
        foreach (var value in _first)
        {
            yield return value;
        }

        foreach (var number in constraints.SelectMany(static c => c.Split('(', ')', ',')).Select(static t => long.TryParse(t.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : (long?)null).OfType<long>())
        {
            yield return number.ToString(CultureInfo.InvariantCulture);
            if (number is > 0 and <= 2048)
            {
                yield return new string('x', (int)number);
                yield return new string('1', (int)Math.Min(number, 18));
            }
        }

        // An alternative of a regular expression, such as ^(red|green)$.
        foreach (var word in constraints.Where(static c => c.StartsWith("regex(", StringComparison.Ordinal)).SelectMany(static c => c[6..].Split('(', ')', '|', '^', '$')).Where(static w => w.Length > 0))
        {
            yield return word;
        }
    }
}
