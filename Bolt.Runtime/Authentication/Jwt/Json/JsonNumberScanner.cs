using System;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>The grammar of RFC 8259 §6.</summary>
internal static class JsonNumberScanner
{
    /// <summary>The length of the number that the text starts with; 0 when there is none.</summary>
    public static int Scan(ReadOnlySpan<byte> text)
    {
        var position = At(text, 0) == '-' ? 1 : 0;
        var digits = Digits(text[position..]);
        if (digits == 0 || (digits > 1 && text[position] == '0'))
        {
            return 0;
        }

        position += digits;
        if (At(text, position) == '.')
        {
            digits = Digits(text[(position + 1)..]);
            if (digits == 0)
            {
                return 0;
            }

            position += 1 + digits;
        }

        if (At(text, position) is 'e' or 'E')
        {
            position++;
            position += At(text, position) is '+' or '-' ? 1 : 0;
            digits = Digits(text[position..]);
            if (digits == 0)
            {
                return 0;
            }

            position += digits;
        }

        return position;
    }

    private static char At(ReadOnlySpan<byte> text, int position) => position < text.Length ? (char)text[position] : '\0';

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var count = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        Steps.Count((count < 0 ? text.Length : count) + 1);
        return count < 0 ? text.Length : count;
    }
}
