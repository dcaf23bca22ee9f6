using System;
using System.Buffers.Binary;
using System.Text;

namespace Bolt;

/// <summary>A member's name, with a key that is equal for equal names: the first seven octets and the length. Names of up to seven octets are equal when their keys are.</summary>
internal readonly record struct JsonName(ulong Key, JsonSlice Slice)
{
    private const int KeyedLength = 7;
    private const ulong KeyedOctets = (1UL << (8 * KeyedLength)) - 1;

    public static JsonName Of(ReadOnlySpan<byte> json, JsonSlice slice) =>
        new(KeyOf(slice.IsEscaped ? Encoding.UTF8.GetBytes(slice.GetText(json)) : json.Slice(slice.Start + 1, slice.Length - 2)), slice);

    public static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        var length = (ulong)Math.Min(name.Length, byte.MaxValue) << (8 * KeyedLength);
        if (name.Length >= sizeof(ulong))
        {
            return (BinaryPrimitives.ReadUInt64LittleEndian(name) & KeyedOctets) | length;
        }

        var octets = 0UL;
        for (var i = 0; i < name.Length; i++)
        {
            octets |= (ulong)name[i] << (8 * i);
        }

        return octets | length;
    }

    public bool Is(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => Slice.TextEquals(json, name);

    public bool IsSameAs(ReadOnlySpan<byte> json, JsonSlice other) =>
        Slice.IsEscaped || other.IsEscaped
            ? string.Equals(Slice.GetText(json), other.GetText(json), StringComparison.Ordinal)
            : Slice.Of(json).SequenceEqual(other.Of(json));
}
