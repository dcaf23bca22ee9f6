using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>Takes the escapes of RFC 8259 §7 out of a string that has been checked. No string is made.</summary>
internal static class JsonEscapes
{
    /// <summary>Nothing is longer escaped than an ASCII character: <c>\u0061</c>.</summary>
    public const int MaximumFactor = 6;

    /// <summary>Unescapes the bytes between a string's quotes, which never makes them longer; <paramref name="destination"/> may be the same memory.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        Steps.Count(escaped.Length);
        var (read, written) = (0, 0);
        while (read < escaped.Length)
        {
            if (escaped[read] != '\\')
            {
                var rest = escaped[read..];
                var plain = rest.IndexOf((byte)'\\');
                plain = plain < 0 ? rest.Length : plain;
                rest[..plain].CopyTo(destination[written..]);
                (read, written) = (read + plain, written + plain);
            }
            else if (escaped[read + 1] != 'u')
            {
                destination[written++] = Letter(escaped[read + 1]);
                read += 2;
            }
            else if (Unit(escaped, read) is < '\x80' and var ascii)
            {
                destination[written++] = (byte)ascii;
                read += 6;
            }
            else
            {
                written += UnescapeUnits(escaped, ref read, destination[written..]);
            }
        }

        return written;
    }

    /// <summary>Compares the bytes between a string's quotes, unescaped, with a value.</summary>
    [SkipLocalsInit]
    public static bool AreEqual(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> expected)
    {
        if (expected.Length > escaped.Length || escaped.Length > (long)expected.Length * MaximumFactor)
        {
            return false;
        }

        byte[]? rented = null;
        var buffer = escaped.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(escaped.Length);
        var equal = buffer[..Unescape(escaped, buffer)].SequenceEqual(expected);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return equal;
    }

    private static byte Letter(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static int UnescapeUnits(ReadOnlySpan<byte> escaped, ref int read, Span<byte> destination)
    {
        var unit = Unit(escaped, read);
        read += 6;
        if (!char.IsHighSurrogate(unit))
        {
            return new Rune(unit).EncodeToUtf8(destination);
        }

        var rune = new Rune(unit, Unit(escaped, read));
        read += 6;
        return rune.EncodeToUtf8(destination);
    }

    private static char Unit(ReadOnlySpan<byte> escaped, int start)
    {
        var digits = escaped.Slice(start + 2, 4);
        return (char)((Digit(digits[0]) << 12) | (Digit(digits[1]) << 8) | (Digit(digits[2]) << 4) | Digit(digits[3]));
    }

    /// <summary>The letters' low four bits are 1 to 6.</summary>
    private static int Digit(byte digit) => (digit & 0xF) + ((digit >> 6) * 9);
}
