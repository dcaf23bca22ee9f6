using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Bolt;

/// <summary>A member's name, with a key that is equal for equal names: the first seven octets and the length. Names of up to seven octets are equal when their keys are.</summary>
internal readonly record struct JsonName(ulong Key, JsonSlice Slice)
{
    private const int KeyedLength = 7;
    private const ulong KeyedOctets = (1UL << (8 * KeyedLength)) - 1;

    /// <summary>One of 64 bits, the same for equal names: most names are known to be new without a search.</summary>
    public ulong Bit => 1UL << (int)((Key * 0x9E3779B97F4A7C15) >> 58);

    public static JsonName Of(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (slice.IsEscaped)
        {
            return new(KeyOf(Encoding.UTF8.GetBytes(slice.GetText(json))), slice);
        }

        var (start, length) = (slice.Start + 1, slice.Length - 2);
        return json.Length - start >= sizeof(ulong) ? OfPlain(json, start, length) : new(KeyOf(json.Slice(start, length)), slice);
    }

    /// <summary>A name without escapes, that has at least eight octets of the text from its first one on: past a short name lies the rest of the text, which is read with it and cut off.</summary>
    public static JsonName OfPlain(ReadOnlySpan<byte> json, int start, int length) =>
        new(Keyed(BinaryPrimitives.ReadUInt64LittleEndian(json[start..]), length), new JsonSlice(JsonKind.Text, start - 1, length + 2));

    public static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        var octets = 0UL;
        for (var i = 0; i < Math.Min(name.Length, KeyedLength); i++)
        {
            octets |= (ulong)name[i] << (8 * i);
        }

        return Keyed(octets, name.Length);
    }

    public bool Is(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => Slice.TextEquals(json, name);

    /// <summary>True when one of the members has this name.</summary>
    public bool IsTaken(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members)
    {
        foreach (ref readonly var member in members)
        {
            if (member.Name.Key == Key && IsSameAs(json, member.Name.Slice))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when this is one of the names.</summary>
    public bool IsTaken(ReadOnlySpan<byte> json, ReadOnlySpan<JsonName> names)
    {
        foreach (ref readonly var name in names)
        {
            if (name.Key == Key && IsSameAs(json, name.Slice))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Rare: only names with the same key get here. Kept apart, so that the frame of every caller has no room for it that is cleared on each call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsSameAs(ReadOnlySpan<byte> json, JsonSlice other) =>
        Slice.IsEscaped || other.IsEscaped
            ? string.Equals(Slice.GetText(json), other.GetText(json), StringComparison.Ordinal)
            : Slice.Of(json).SequenceEqual(other.Of(json));

    private static ulong Keyed(ulong octets, int length) =>
        (octets & (length >= KeyedLength ? KeyedOctets : (1UL << (8 * length)) - 1)) | ((ulong)Math.Min(length, byte.MaxValue) << (8 * KeyedLength));
}
