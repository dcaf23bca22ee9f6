using System;
using System.Buffers;
using System.Text;

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
    private const int MaximumLength = 2048;

    /// <summary>What RFC 3986 §2 does not allow in a URL and browsers send percent-encoded.</summary>
    private static readonly SearchValues<char> AsTheyAre =
        SearchValues.Create("!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

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
        if (value is null or ['/', '/' or '\\', ..] or not ['/', ..] || !IsSound(value, out var octets) || octets > MaximumLength || !IsSoundPath(PathOf(value)))
        {
            return false;
        }

        location = octets == value.Length ? value : Encode(value, octets);
        return true;
    }

    /// <summary>Looks at every character and counts what is sent for it.</summary>
    private static bool IsSound(string value, out int octets)
    {
        octets = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsControl(c) || c == '\\')
            {
                return false;
            }

            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1]))
                {
                    return false;
                }

                octets += 12;
                i++;
            }
            else
            {
                octets += AsTheyAre.Contains(c) ? 1 : c < 0x80 ? 3 : c < 0x800 ? 6 : 9;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> PathOf(string value)
    {
        var end = value.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? value : value.AsSpan(0, end);
    }

    /// <summary>A proxy or framework may decode the path once more before it looks at it, and browsers resolve dot segments, encoded ones too (URL Standard, "double-dot path segment").</summary>
    private static bool IsSoundPath(ReadOnlySpan<char> path)
    {
        var dots = 0;
        var isDots = true;
        var before = 0;
        for (var i = 1; i < path.Length;)
        {
            var isFirst = i == 1;
            var (octet, length) = Decode(path[i..]);
            if (octet is < 0x20 or 0x7F or '\\' || (isFirst && octet == '/'))
            {
                return false;
            }

            if (before == 0xC2 && octet is >= 0x80 and < 0xA0 && length == 3)
            {
                // U+0080 to U+009F in UTF-8.
                return false;
            }

            before = length == 3 ? octet : 0;
            if (length == 1 && octet == '/')
            {
                if (isDots && dots is 1 or 2)
                {
                    return false;
                }

                (dots, isDots) = (0, true);
            }
            else
            {
                isDots &= octet == '.';
                dots++;
            }

            i += length;
        }

        return !(isDots && dots is 1 or 2);
    }

    /// <summary>A percent-encoded octet, or the character where there is none; what is no encoding stands for itself.</summary>
    private static (int Octet, int Length) Decode(ReadOnlySpan<char> text) =>
        text is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low)
            ? ((Hex(high) << 4) | Hex(low), 3)
            : (text[0], 1);

    private static int Hex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static string Encode(string value, int octets) => string.Create(octets, value, static (target, value) =>
    {
        Span<byte> utf8 = stackalloc byte[4];
        var at = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && AsTheyAre.Contains((char)rune.Value))
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
