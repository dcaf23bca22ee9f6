using System;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>
/// Where a value is in a JSON text that has been checked in full. A string's slice includes its quotes. One word, since slices are copied more than anything else here.
/// </summary>
internal readonly record struct JsonSlice
{
    private const int PositionBits = 28;
    private const ulong Position = (1UL << PositionBits) - 1;
    private const int KindShift = 2 * PositionBits;
    private const ulong Escaped = 1UL << 63;

    private readonly ulong _bits;

    /// <summary>Each JSON document is part of a token, and 65,535 bytes long at most.</summary>
    public JsonSlice(JsonKind kind, int start, int length, bool isEscaped = false) =>
        _bits = (uint)start | ((ulong)(uint)length << PositionBits) | ((ulong)kind << KindShift) | (isEscaped ? Escaped : 0);

    public JsonKind Kind => (JsonKind)((_bits >> KindShift) & 0b111);

    public int Start => (int)(_bits & Position);

    public int Length => (int)((_bits >> PositionBits) & Position);

    public bool IsEscaped => (_bits & Escaped) != 0;

    public ReadOnlySpan<byte> GetRaw(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>What is between a string's quotes.</summary>
    public ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> json) => json.Slice(Start + 1, Length - 2);

    /// <summary>Compares a string's value, unescaped, with a text.</summary>
    public bool TextEquals(ReadOnlySpan<byte> json, ReadOnlySpan<byte> expected) =>
        IsEscaped ? UnescapedEquals(Inside(json), expected) : Inside(json).SequenceEqual(expected);

    /// <summary>A string's value.</summary>
    public string GetText(ReadOnlySpan<byte> json) => IsEscaped ? Unquote(GetRaw(json)) : Encoding.UTF8.GetString(Inside(json));

    /// <summary>The value of a string in its quotes.</summary>
    public static string Unquote(ReadOnlySpan<byte> quoted)
    {
        if (!quoted.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(quoted[1..^1]);
        }

        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Rare, and kept apart: the frame of every caller would have room for its buffer.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool UnescapedEquals(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> expected) => JsonEscapes.AreEqual(escaped, expected);
}
