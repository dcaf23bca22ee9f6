using System;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Bolt.Guards.Redirects;

/// <summary>Tells the visitor of a page, who can be sent to another one, from a program, which wants a status.</summary>
internal static class PageRequest
{
    private const string SecFetchMode = "Sec-Fetch-Mode";
    private const string XRequestedWith = "X-Requested-With";

    /// <summary>
    /// The browser's own word comes first: what it does not call a navigation is a program's, except where a script that replaces the page's content asks for HTML by name (Turbo, Blazor's
    /// enhanced navigation). Where it says nothing (a plain <c>HttpClient</c>, or HTTP without TLS) everything is a page that would take one.
    /// </summary>
    public static bool Is(HttpRequest request)
    {
        var headers = request.Headers;
        var requestedWith = headers[XRequestedWith];
        if (string.Equals(requestedWith, "XMLHttpRequest", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var mode = headers[SecFetchMode];
        var accept = headers[HeaderNames.Accept];
        return mode.Count == 0 || string.Equals(mode, "navigate", StringComparison.Ordinal)
            ? accept.Count == 0 || Takes(accept, orAnything: true)
            : requestedWith.Count == 0 && Takes(accept, orAnything: false);
    }

    /// <summary>HTML is among what the client accepts. With <paramref name="orAnything"/>, XHTML and anything count too.</summary>
    private static bool Takes(StringValues accept, bool orAnything)
    {
        foreach (var line in accept)
        {
            var ranges = line.AsSpan();
            foreach (var part in ranges.Split(','))
            {
                var range = ranges[part];
                var end = range.IndexOf(';');
                var type = (end < 0 ? range : range[..end]).Trim();
                if ((type.Equals("text/html", StringComparison.OrdinalIgnoreCase)
                        || (orAnything && (type is "*/*" || type.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase))))
                    && (end < 0 || !IsRefused(range[(end + 1)..])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary><c>q=0</c> means "not this" (RFC 9110 §12.4.2).</summary>
    private static bool IsRefused(ReadOnlySpan<char> parameters)
    {
        foreach (var part in parameters.Split(';'))
        {
            var parameter = parameters[part].Trim();
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return parameter[2..].TrimEnd('0').TrimEnd('.').TrimEnd('0').IsEmpty;
            }
        }

        return false;
    }
}
