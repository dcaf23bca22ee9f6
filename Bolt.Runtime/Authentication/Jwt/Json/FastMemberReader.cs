using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>
/// Members as issuers write nearly all of them: a name, a string, several strings, a whole number, true or false, no escape and no white space. They take a fraction of
/// the time of the grammar in full, which <see cref="StrictJson"/> goes back to for everything else: what is not read here is not yet wrong.
/// </summary>
internal static class FastMemberReader
{
    /// <summary>More digits need a second look: they may be more than a number holds.</summary>
    private const int MaximumDigits = 18;

    /// <summary>What is left of the text at a member that is read here. A shorter last one is left to the grammar.</summary>
    private const int MinimumLength = 12;

    private const int QuoteColon = '"' | (':' << 8);

    /// <summary>Adds the plain members from <paramref name="position"/> on, up to the first one that is not, or whose name may be there already.</summary>
    /// <param name="text">The text.</param>
    /// <param name="specials">Those of the text.</param>
    /// <param name="position">Where a member starts; then where the next one does, or behind the closing brace.</param>
    /// <param name="seen">See <see cref="JsonName.Bit"/>.</param>
    /// <param name="members">The object's members so far.</param>
    /// <returns>True when the closing brace was read.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Read(
        scoped ReadOnlySpan<byte> text, scoped StructuralIndex specials, ref int position, ref ulong seen, scoped ref PooledList<JsonMember> members)
    {
        var (start, bits, isLast) = (position, seen, false);
        var cursor = specials.From(start);
        while (!isLast && members.Count < JsonNames.MostByKey && cursor.Next() == start)
        {
            // With these lengths name, colon and the value's first byte are within the text.
            var member = text[start..];
            var nameLength = cursor.Next() - start - 1;
            if (member.Length < MinimumLength || member[0] != '"' || nameLength > member.Length - MinimumLength)
            {
                break;
            }

            var behindName = member[(nameLength + 1)..];
            if (BinaryPrimitives.ReadUInt16LittleEndian(behindName) != QuoteColon)
            {
                break;
            }

            var valueStart = start + nameLength + 3;
            var end = ReadValue(text, valueStart, ref cursor, out var kind);
            if ((uint)end >= (uint)text.Length)
            {
                break;
            }

            isLast = text[end] == '}';
            var name = JsonName.FromPlain(text, start + 1, nameLength);
            var bit = name.Bit;
            if ((!isLast && text[end] != ',') || ((bits & bit) != 0 && name.HasKeyOfOne(members.Items)))
            {
                isLast = false;
                break;
            }

            bits |= bit;
            members.Add(new JsonMember(name, new JsonSlice(kind, valueStart, end - valueStart)));
            Steps.Count(end + 1 - start);
            start = end + 1;
        }

        (position, seen) = (start, bits);
        return isLast;
    }

    /// <summary>Where the value ends, or some place behind the text when it is not plain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadValue(ReadOnlySpan<byte> text, int start, ref StructuralIndex.Cursor specials, out JsonKind kind)
    {
        switch (text[start])
        {
            case (byte)'"':
                kind = JsonKind.Text;
                specials.Next();
                return ReadText(text, ref specials);
            case (byte)'t':
                kind = JsonKind.True;
                return text[start..].StartsWith("true"u8) ? start + 4 : StructuralIndex.End;
            case (byte)'f':
                kind = JsonKind.False;
                return text[start..].StartsWith("false"u8) ? start + 5 : StructuralIndex.End;
            case (byte)'[':
                kind = JsonKind.Array;
                return ReadTexts(text, start, ref specials);
            default:
                kind = JsonKind.Number;
                return ReadDigits(text, start);
        }
    }

    /// <summary>The opening quote has been read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadText(ReadOnlySpan<byte> text, ref StructuralIndex.Cursor specials)
    {
        var quote = specials.Next();
        return quote < text.Length && text[quote] == '"' ? quote + 1 : StructuralIndex.End;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadTexts(ReadOnlySpan<byte> text, int start, ref StructuralIndex.Cursor specials)
    {
        var position = start;
        do
        {
            position++;
            if (position >= text.Length || text[position] != '"')
            {
                Steps.Count(Math.Min(position, text.Length) - start);
                return StructuralIndex.End;
            }

            specials.Next();
            position = ReadText(text, ref specials);
        }
        while (position < text.Length && text[position] == ',');

        return position < text.Length && text[position] == ']' ? position + 1 : StructuralIndex.End;
    }

    private static int ReadDigits(ReadOnlySpan<byte> text, int start)
    {
        var position = start;
        if (text.Length - start >= sizeof(ulong) && AreDigits(BinaryPrimitives.ReadUInt64LittleEndian(text[start..])))
        {
            position += sizeof(ulong);
        }

        while (position < text.Length && char.IsAsciiDigit((char)text[position]))
        {
            position++;
        }

        var digits = position - start;
        return digits is > 0 and <= MaximumDigits && (text[start] != '0' || digits == 1) ? position : StructuralIndex.End;
    }

    /// <summary>True for eight digits: each byte is in 0x30 to 0x3F, and still does with six more.</summary>
    private static bool AreDigits(ulong octets)
    {
        const ulong High = 0xF0F0F0F0F0F0F0F0;
        const ulong Digits = 0x3030303030303030;
        return (octets & High) == Digits && ((octets + 0x0606060606060606) & High) == Digits;
    }
}
