using System.Text;
using Bolt.Shared;

namespace Bolt.Analyzers;

/// <summary>What a pattern matches, whatever its parameters are called: equal keys are ambiguous to the router.</summary>
internal static class PatternKey
{
    public static string Of(string pattern)
    {
        var key = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            var end = pattern[i] == '{' && !(i + 1 < pattern.Length && pattern[i + 1] == '{') ? RoutePatternReader.FindEnd(pattern, i + 1) : -1;
            if (end < 0)
            {
                key.Append(char.ToLowerInvariant(pattern[i]));
                continue;
            }

            // {id:int} and {number:int} match alike, {slug} and {id:int} do not.
            var text = pattern.Substring(i + 1, end - i - 1);
            var tail = text.IndexOfAny([':', '=', '?']);
            key.Append('{').Append(text.StartsWith("*", System.StringComparison.Ordinal) ? "*" : string.Empty).Append(tail < 0 ? string.Empty : text.Substring(tail)).Append('}');
            i = end;
        }

        return key.ToString().TrimEnd('/');
    }
}
