namespace Bolt.Guards.Redirects;

/// <summary>
/// What <c>LocalUrl</c> takes for local. Compiled into the analyzers as well, for another framework, so that BOLT1016 reports what the program would refuse and nothing else.
/// </summary>
internal static class LocalUrlRule
{
    /// <summary>Octets of <c>Location</c>.</summary>
    public const int MaximumLength = 2048;

    /// <summary>Whether the value is local, and how many octets are sent for it.</summary>
    public static bool IsLocal(string? value, out int octets)
    {
        octets = 0;
        return value is { Length: > 0 }
            && value[0] == '/'
            && (value.Length == 1 || value[1] is not ('/' or '\\'))
            && IsSound(value, out octets)
            && octets <= MaximumLength
            && IsSoundPath(value, PathEnd(value));
    }

    /// <summary>Everything else RFC 3986 §2 does not allow in a URL, and browsers send percent-encoded.</summary>
    public static bool IsSentAsItIs(char c) => c is > ' ' and < '\u007F' and not ('"' or '<' or '>' or '\\');

    /// <summary>Looks at every character and counts what is sent for it.</summary>
    private static bool IsSound(string value, out int octets)
    {
        octets = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is < ' ' or (>= '\u007F' and <= '\u009F') or '\\')
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
                octets += IsSentAsItIs(c) ? 1 : c < 0x80 ? 3 : c < 0x800 ? 6 : 9;
            }
        }

        return true;
    }

    /// <summary>Where the path ends and the query or the fragment begins.</summary>
    private static int PathEnd(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is '?' or '#')
            {
                return i;
            }
        }

        return value.Length;
    }

    /// <summary>A proxy or framework may decode the path once more before it looks at it, and browsers resolve dot segments, encoded ones too (URL Standard, "double-dot path segment").</summary>
    private static bool IsSoundPath(string value, int end)
    {
        var dots = 0;
        var isDots = true;
        var before = 0;
        for (var i = 1; i < end;)
        {
            var isFirst = i == 1;
            var (octet, length) = Decode(value, i, end);
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
    private static (int Octet, int Length) Decode(string value, int at, int end) =>
        value[at] == '%' && at + 2 < end && Hex(value[at + 1]) is >= 0 and var high && Hex(value[at + 2]) is >= 0 and var low
            ? ((high << 4) | low, 3)
            : (value[at], 1);

    private static int Hex(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };
}
