using System;

namespace Bolt;

/// <summary>The grammar of RFC 8259 §7, with surrogates in pairs only.</summary>
internal static class JsonStringScanner
{
    /// <summary>The length of the string that the text starts with, quotes included; 0 when there is none.</summary>
    public static int Scan(ReadOnlySpan<byte> text, out bool escaped)
    {
        escaped = false;
        if (text.IsEmpty || text[0] != '"')
        {
            return 0;
        }

        var position = 1;
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '"')
            {
                return position + 1;
            }

            if (c < 0x20)
            {
                return 0;
            }

            if (c != '\\')
            {
                position++;
                continue;
            }

            escaped = true;
            var length = Escape(text[position..]);
            if (length == 0)
            {
                return 0;
            }

            position += length;
        }

        return 0;
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
