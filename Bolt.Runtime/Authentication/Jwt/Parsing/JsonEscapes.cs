using System;
using System.Buffers;
using System.Text;

namespace Bolt;

/// <summary>Takes the escapes of RFC 8259 §7 out of a string that has been checked. No string is made.</summary>
internal static class JsonEscapes
{
    /// <summary>Nothing is longer escaped than an ASCII character: <c>\u0061</c>.</summary>
    public const int MaximumFactor = 6;

    /// <summary>Writes what the octets between a string's quotes stand for, which is never longer than they are; <paramref name="destination"/> may be where they lie.</summary>
    /// <returns>The number of octets written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        Steps.Count(escaped.Length);
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                escaped.CopyTo(destination[written..]);
                return written + escaped.Length;
            }

            escaped[..plain].CopyTo(destination[written..]);
            written += plain;
            escaped = escaped[plain..];
            written += escaped[1] == 'u' ? UnescapeUnits(ref escaped, destination[written..]) : UnescapeLetter(ref escaped, destination[written..]);
        }
    }

    /// <summary>Compares what the octets between a string's quotes stand for with some text.</summary>
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

    private static int UnescapeLetter(ref ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        destination[0] = escaped[1] switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            var itself => itself,
        };
        escaped = escaped[2..];
        return 1;
    }

    private static int UnescapeUnits(ref ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var unit = Unit(escaped);
        escaped = escaped[6..];
        if (!char.IsHighSurrogate(unit))
        {
            return new Rune(unit).EncodeToUtf8(destination);
        }

        var rune = new Rune(unit, Unit(escaped));
        escaped = escaped[6..];
        return rune.EncodeToUtf8(destination);
    }

    private static char Unit(ReadOnlySpan<byte> escaped)
    {
        var value = 0;
        foreach (var digit in escaped.Slice(2, 4))
        {
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)value;
    }
}
