using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>A member's name, with a key that is equal for equal names: the first seven bytes and the length. Names of up to seven bytes are equal when their keys are.</summary>
internal readonly record struct JsonName(ulong Key, JsonSlice Slice)
{
    private const int KeyedLength = 7;
    private const ulong KeyedOctets = (1UL << (8 * KeyedLength)) - 1;

    /// <summary>One of 64 bits, the same for equal names: most names are known to be new without a search.</summary>
    public ulong Bit => 1UL << (int)((Key * 0x9E3779B97F4A7C15) >> 58);

    /// <summary>True when the key is the whole name.</summary>
    public bool IsShort => Key >> (8 * KeyedLength) <= KeyedLength;

    public static JsonName From(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (slice.IsEscaped)
        {
            return FromEscaped(json, slice);
        }

        var (start, length) = (slice.Start + 1, slice.Length - 2);
        return json.Length - start >= sizeof(ulong) ? FromPlain(json, start, length) : new(GetKey(json.Slice(start, length)), slice);
    }

    /// <summary>A name without escapes, that has at least eight bytes of the text from its first one on: past a short name comes the rest of the text, which is read with it and cut off.</summary>
    public static JsonName FromPlain(ReadOnlySpan<byte> json, int start, int length) =>
        new(Keyed(BinaryPrimitives.ReadUInt64LittleEndian(json[start..]), length), new JsonSlice(JsonKind.Text, start - 1, length + 2));

    public static ulong GetKey(ReadOnlySpan<byte> name)
    {
        var octets = 0UL;
        for (var i = 0; i < Math.Min(name.Length, KeyedLength); i++)
        {
            octets |= (ulong)name[i] << (8 * i);
        }

        return Keyed(octets, name.Length);
    }

    public bool Is(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => Slice.TextEquals(json, name);

    /// <summary>True when one of the members has this key, and perhaps this name.</summary>
    public bool HasKeyOfOne(ReadOnlySpan<JsonMember> members)
    {
        Steps.Count(members.Length);
        foreach (ref readonly var member in members)
        {
            if (member.Name.Key == Key)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static JsonName FromEscaped(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        var escaped = slice.Inside(json);
        byte[]? rented = null;
        var buffer = escaped.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(escaped.Length);
        var name = new JsonName(GetKey(buffer[..JsonEscapes.Unescape(escaped, buffer)]), slice);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return name;
    }

    private static ulong Keyed(ulong octets, int length) =>
        (octets & (length >= KeyedLength ? KeyedOctets : (1UL << (8 * length)) - 1)) | ((ulong)Math.Min(length, byte.MaxValue) << (8 * KeyedLength));
}
