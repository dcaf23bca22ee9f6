using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>The grammar of RFC 8259 §7, with surrogates in pairs only.</summary>
internal static class JsonStringScanner
{
    /// <summary>The length of the string that the text starts with, quotes included; 0 when there is none, or one with more escapes than there may be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="escapes">How many escapes there may be; then how many are left.</param>
    /// <param name="escaped">True where there are any.</param>
    public static int Scan(ReadOnlySpan<byte> text, ref int escapes, out bool escaped)
    {
        escaped = false;
        if (text.IsEmpty || text[0] != '"')
        {
            return 0;
        }

        var position = 1;
        while (true)
        {
            var start = position;
            position = NextSpecial(text, start);
            Steps.Count(position - start + 1);
            if (position == text.Length)
            {
                return 0;
            }

            if (text[position] == '"')
            {
                return position + 1;
            }

            escaped = true;
            if (--escapes < 0)
            {
                return 0;
            }

            var length = text[position] == '\\' ? Escape(text[position..]) : 0;
            if (length == 0)
            {
                return 0;
            }

            position += length;
        }
    }

    /// <summary>Where the next quote, backslash or control character is, or the end. Names and most values end within sixteen bytes, where a general search costs more than the comparison.</summary>
    public static int NextSpecial(ReadOnlySpan<byte> text, int position)
    {
        for (; text.Length - position >= Vector128<byte>.Count; position += Vector128<byte>.Count)
        {
            var specials = Specials(Vector128.Create(text[position..]));
            if (specials != 0)
            {
                return position + BitOperations.TrailingZeroCount(specials);
            }
        }

        while (position < text.Length && text[position] is not ((byte)'"' or (byte)'\\' or < 0x20))
        {
            position++;
        }

        return position;
    }

    /// <summary>A bit for each byte that is a quote, a backslash or a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Specials(Vector128<byte> octets)
    {
        var special = Vector128.Equals(octets, Vector128.Create((byte)'"')) | Vector128.Equals(octets, Vector128.Create((byte)'\\'))
            | Vector128.LessThan(octets, Vector128.Create((byte)0x20));
        return special.ExtractMostSignificantBits();
    }

    private static int Escape(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        switch (text[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return 2;
            case (byte)'u':
                if (!TryReadUnit(text, out var unit) || char.IsLowSurrogate(unit))
                {
                    return 0;
                }

                return !char.IsHighSurrogate(unit) ? 6
                    : TryReadUnit(text[6..], out var low) && char.IsLowSurrogate(low) ? 12
                    : 0;
            default:
                return 0;
        }
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u')
        {
            return false;
        }

        var value = 0;
        foreach (var c in text.Slice(2, 4))
        {
            if (!char.IsAsciiHexDigit((char)c))
            {
                return false;
            }

            value = (value << 4) | Convert(c);
        }

        unit = (char)value;
        return true;
    }

    private static int Convert(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
