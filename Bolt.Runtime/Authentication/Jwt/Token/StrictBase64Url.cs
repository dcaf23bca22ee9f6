using System;
using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Bolt.Authentication.Jwt.Token;

/// <summary>
/// base64url as RFC 7515 §2 has it. The platform's decoder also takes padding, white space, <c>%</c> and unused bits that are not zero, so what it is given is checked first.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Groups of four characters are decoded whole, so up to two more bytes on either side.</summary>
    public const int RangeSlack = 4;

    /// <summary>True when the string is the only encoding of some bytes, possibly none.</summary>
    public static bool IsCanonical(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExcept(Alphabet) && (text.Length % 4) switch
        {
            0 => true,
            2 => (Value(text[^1]) & 0b1111) == 0,
            3 => (Value(text[^1]) & 0b11) == 0,
            _ => false,
        };

    /// <summary>The number of bytes that a canonical string decodes to.</summary>
    public static int DecodedLength(int textLength) => (int)((long)textLength * 3 / 4);

    /// <summary>Decodes a string known to be canonical.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> destination) => Base64Url.DecodeFromChars(text, destination);

    public static bool TryDecode(string? text, [NotNullWhen(true)] out byte[]? octets)
    {
        octets = text is not null && IsCanonical(text) ? Base64Url.DecodeFromChars(text) : null;
        return octets is not null;
    }

    /// <summary>
    /// Decodes the bytes from <paramref name="start"/> on out of a canonical string, without decoding those before.
    /// </summary>
    public static byte[] DecodeRange(ReadOnlySpan<char> text, int start, int length) => DecodeRange(text, start, length, new byte[length + RangeSlack]).ToArray();

    /// <summary>The same into a buffer, which is longer by <see cref="RangeSlack"/>.</summary>
    public static ReadOnlySpan<byte> DecodeRange(ReadOnlySpan<char> text, int start, int length, Span<byte> buffer)
    {
        var skipped = start % 3;
        var from = start / 3 * 4;
        var to = Math.Min(text.Length, ((start + length + 2) / 3 * 4));
        return buffer[..Base64Url.DecodeFromChars(text[from..to], buffer)].Slice(skipped, length);
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '-' => 62,
        _ => 63,
    };
}
