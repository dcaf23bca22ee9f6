using System;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.Sessions;

/// <summary>
/// Reads the cookie from the header itself: <c>Request.Cookies</c> decodes values and builds a dictionary. What is not one well-formed value is no cookie, and costs no look-up.
/// </summary>
internal static class SessionCookie
{
    public static bool TryFind(StringValues headers, ReadOnlySpan<char> name, out SessionSecret secret, out bool isAmbiguous)
    {
        secret = default;
        isAmbiguous = false;
        ReadOnlySpan<char> found = default;
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

                var value = pair[(name.Length + 1)..];
                if (isFound && !value.SequenceEqual(found))
                {
                    // Set for several paths or hosts: nobody knows which one is ours.
                    isAmbiguous = true;
                    return false;
                }

                found = value;
                isFound = true;
            }
        }

        return isFound && SessionSecret.TryParse(found, out secret);
    }

    /// <summary>
    /// RFC 6265 §5.2 knows spaces and tabs. What else <c>string.Trim()</c> takes away may stand in a name that browsers let a page set, and <c>__Host-</c> would prove nothing.
    /// </summary>
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t");
}
