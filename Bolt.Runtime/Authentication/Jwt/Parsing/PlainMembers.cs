using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bolt;

/// <summary>
/// Members as issuers write nearly all of them: a name of up to fifteen octets, a string, a whole number or a literal, no escape and no white space. They take a fraction of
/// the time of the grammar in full, which <see cref="StrictJson"/> goes back to for everything else: what is not read here is not yet wrong.
/// </summary>
internal static class PlainMembers
{
    /// <summary>More digits need a second look: they may be more than a number holds.</summary>
    private const int MaximumDigits = 18;

    /// <summary>Adds the plain members from <paramref name="position"/> on, up to the first one that is not, or that repeats a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where a member starts; then where the next one does, or behind the closing brace.</param>
    /// <param name="seen">See <see cref="JsonName.Bit"/>.</param>
    /// <param name="maximumMembers">No more members than these.</param>
    /// <param name="members">The object's members so far.</param>
    /// <returns>True when the closing brace was read.</returns>
    public static bool Read(scoped ReadOnlySpan<byte> text, ref int position, ref ulong seen, int maximumMembers, scoped ref PooledList<JsonMember> members)
    {
        var (start, bits, isLast) = (position, seen, false);
        while (!isLast && members.Count < maximumMembers)
        {
            var end = Read(text, start, out var member);
            if (end == 0 || ((bits & member.Name.Bit) != 0 && member.Name.IsTaken(text, members.Items)))
            {
                break;
            }

            bits |= member.Name.Bit;
            members.Add(member);
            isLast = text[end] == '}';
            start = end + 1;
        }

        (position, seen) = (start, bits);
        return isLast;
    }

    /// <summary>Where the comma or brace behind the member is, or 0 when it is not plain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Read(ReadOnlySpan<byte> text, int start, out JsonMember member)
    {
        member = default;
        var nameStart = start + 1;

        // The name, its colon and the first octet of the value lie within the text, so that none of the reads up to there can miss it.
        if (text.Length - nameStart < Vector128<byte>.Count + 2 || text[start] != '"')
        {
            return 0;
        }

        var specials = JsonStringScanner.Specials(text[nameStart..]);
        var nameEnd = nameStart + BitOperations.TrailingZeroCount(specials);
        if (specials == 0 || text[nameEnd] != '"' || text[nameEnd + 1] != ':')
        {
            return 0;
        }

        var valueStart = nameEnd + 2;
        var end = ReadValue(text, valueStart, out var kind);
        if ((uint)end >= (uint)text.Length || text[end] is not ((byte)',' or (byte)'}'))
        {
            return 0;
        }

        member = new JsonMember(JsonName.OfPlain(text, nameStart, nameEnd - nameStart), new JsonSlice(kind, valueStart, end - valueStart));
        return end;
    }

    /// <summary>Where the value ends, or 0, where no comma can be.</summary>
    private static int ReadValue(ReadOnlySpan<byte> text, int start, out JsonKind kind)
    {
        switch (text[start])
        {
            case (byte)'"':
                kind = JsonKind.Text;
                var quote = JsonStringScanner.NextSpecial(text, start + 1);
                return quote < text.Length && text[quote] == '"' ? quote + 1 : 0;
            case (byte)'t':
                kind = JsonKind.True;
                return text[start..].StartsWith("true"u8) ? start + 4 : 0;
            case (byte)'f':
                kind = JsonKind.False;
                return text[start..].StartsWith("false"u8) ? start + 5 : 0;
            default:
                kind = JsonKind.Number;
                return ReadDigits(text, start);
        }
    }

    private static int ReadDigits(ReadOnlySpan<byte> text, int start)
    {
        var position = start;
        while (position < text.Length && char.IsAsciiDigit((char)text[position]))
        {
            position++;
        }

        var digits = position - start;
        return digits is > 0 and <= MaximumDigits && (text[start] != '0' || digits == 1) ? position : 0;
    }
}
