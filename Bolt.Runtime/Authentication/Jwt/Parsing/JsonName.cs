using System;
using System.Buffers.Binary;
using System.Text;

namespace Bolt;

/// <summary>A member's name, with a key that is equal for equal names: the first seven octets and the length. Names of up to seven octets are equal when their keys are.</summary>
internal readonly record struct JsonName(ulong Key, JsonSlice Slice)
{
    private const int KeyedLength = 7;
    private const ulong KeyedOctets = (1UL << (8 * KeyedLength)) - 1;

    public static JsonName Of(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (slice.IsEscaped)
        {
            return new(KeyOf(Encoding.UTF8.GetBytes(slice.GetText(json))), slice);
        }

        var (start, length) = (slice.Start + 1, slice.Length - 2);

        // Past a short name lies the rest of the text: it is read with it, and cut off.
        return new(json.Length - start >= sizeof(ulong) ? Keyed(BinaryPrimitives.ReadUInt64LittleEndian(json[start..]), length) : KeyOf(json.Slice(start, length)), slice);
    }

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

    public bool IsSameAs(ReadOnlySpan<byte> json, JsonSlice other) =>
        Slice.IsEscaped || other.IsEscaped
            ? string.Equals(Slice.GetText(json), other.GetText(json), StringComparison.Ordinal)
            : Slice.Of(json).SequenceEqual(other.Of(json));

    private static ulong Keyed(ulong octets, int length) =>
        (octets & (length >= KeyedLength ? KeyedOctets : (1UL << (8 * length)) - 1)) | ((ulong)Math.Min(length, byte.MaxValue) << (8 * KeyedLength));
}
