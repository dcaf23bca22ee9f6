using System;
using System.Text;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>
/// Decides whether a redirect target stays on the site (CWE-601), and writes it as it goes into <c>Location</c>. For login pages that send the visitor on to what <c>?next=</c> says.
/// </summary>
/// <remarks>
/// Local is a path that starts with one slash, with no control character, backslash or lone surrogate in it; whose path part, percent-decoded once, has no control character or
/// backslash either and does not start with two slashes; that has no <c>.</c> or <c>..</c> segment, also not as <c>%2e</c> (RFC 3986 §5.2.4: a browser would take another path);
/// and that is at most 2,048 octets long when it is sent. Absolute URLs are not local, those of this site included.
/// </remarks>
public static class LocalUrl
{
    /// <summary>Where to send a visitor: <paramref name="next"/> where it is local, else <paramref name="fallback"/>.</summary>
    /// <param name="next">What the request says, such as the query value <c>next</c>.</param>
    /// <param name="fallback">A local path, such as <c>/</c>.</param>
    /// <returns>Percent-encoded ASCII, for <c>Location</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="fallback"/> is not local.</exception>
    public static string OrDefault(string? next, string fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        return !TryCreate(fallback, out var location) ? throw new ArgumentException("The fallback must be a path on this site, such as \"/\".", nameof(fallback))
            : TryCreate(next, out var wanted) ? wanted
            : location;
    }

    /// <summary>Whether a value is local.</summary>
    /// <param name="value">The value.</param>
    /// <param name="location">The value as percent-encoded ASCII, for <c>Location</c>; empty where it is not local.</param>
    public static bool TryCreate(string? value, out string location)
    {
        location = string.Empty;
        if (!LocalUrlRule.IsLocal(value, out var octets))
        {
            return false;
        }

        location = octets == value!.Length ? value : Encode(value, octets);
        return true;
    }

    private static string Encode(string value, int octets) => string.Create(octets, value, static (target, value) =>
    {
        Span<byte> utf8 = stackalloc byte[4];
        var at = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && LocalUrlRule.IsSentAsItIs((char)rune.Value))
            {
                target[at++] = (char)rune.Value;
                continue;
            }

            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                target[at++] = '%';
                target[at++] = "0123456789ABCDEF"[octet >> 4];
                target[at++] = "0123456789ABCDEF"[octet & 15];
            }
        }
    });
}
