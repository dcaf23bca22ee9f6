using System;
using Microsoft.Extensions.Primitives;

namespace Bolt.Http;

/// <summary>Reads one cookie from the header itself: <c>Request.Cookies</c> decodes values and keeps one of several of a name.</summary>
internal static class CookieHeader
{
    /// <summary>The cookie's value; null where there is none, or several with different values, of which nobody knows which one is the browser's own.</summary>
    public static string? Find(StringValues headers, string name)
    {
        string? found = null;
        foreach (var header in headers)
        {
            foreach (var part in header.AsSpan().Split(';'))
            {
                // RFC 6265 §5.2 knows spaces and tabs: what else string.Trim() takes away may stand in a name that a page may set.
                var pair = header.AsSpan()[part].Trim(" \t");
                if (pair.Length <= name.Length || pair[name.Length] != '=' || !pair.StartsWith(name, StringComparison.Ordinal))
                {
                    continue;
                }

                var value = pair[(name.Length + 1)..];
                if (found is not null && !value.SequenceEqual(found))
                {
                    return null;
                }

                found = value.ToString();
            }
        }

        return found;
    }
}
