using System;
using Microsoft.Extensions.Primitives;

namespace Bolt.Http;

/// <summary>Reads one cookie from the header itself: <c>Request.Cookies</c> decodes values, builds a dictionary, and keeps one of several of a name.</summary>
internal static class CookieHeader
{
    /// <summary>The cookie's value; null where there is none, or several with different values, of which nobody knows which one is the browser's own.</summary>
    public static string? Find(StringValues headers, string name) => TryFind(headers, name, out var value, out _) ? value.ToString() : null;

    /// <summary>As <see cref="Find"/>, without a copy of the value. Ambiguous where several of the name have different values: they were set for several paths or hosts.</summary>
    public static bool TryFind(StringValues headers, ReadOnlySpan<char> name, out ReadOnlySpan<char> value, out bool isAmbiguous)
    {
        value = default;
        isAmbiguous = false;
        var isFound = false;
        for (var i = 0; i < headers.Count; i++)
        {
            var rest = headers[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf(';');
                var pair = Trim(end < 0 ? rest : rest[..end]);
                rest = end < 0 ? default : rest[(end + 1)..];
                if (pair.Length <= name.Length || pair[name.Length] != '=' || !pair.StartsWith(name, StringComparison.Ordinal))
                {
                    continue;
                }

                var found = pair[(name.Length + 1)..];
                if (isFound && !found.SequenceEqual(value))
                {
                    isAmbiguous = true;
                    return false;
                }

                value = found;
                isFound = true;
            }
        }

        return isFound;
    }

    /// <summary>
    /// RFC 6265 §5.2 knows spaces and tabs. What else <c>string.Trim()</c> takes away may stand in a name that browsers let a page set, and <c>__Host-</c> would prove nothing.
    /// </summary>
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t");
}
