using System;
using System.Text.Json;

namespace Bolt;

/// <summary>
/// Where a value lies in a JSON text that has been checked in full. A string's slice includes its quotes.
/// </summary>
internal readonly record struct JsonSlice(JsonKind Kind, int Start, int Length, bool IsEscaped = false)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>Compares a string's value, unescaped, with a text.</summary>
    public bool TextEquals(ReadOnlySpan<byte> json, ReadOnlySpan<byte> expected)
    {
        if (!IsEscaped)
        {
            return json.Slice(Start + 1, Length - 2).SequenceEqual(expected);
        }

        var reader = new Utf8JsonReader(Of(json));
        reader.Read();
        return reader.ValueTextEquals(expected);
    }

    /// <summary>A string's value.</summary>
    public string GetText(ReadOnlySpan<byte> json) => Unquote(Of(json));

    /// <summary>The value of a string in its quotes.</summary>
    public static string Unquote(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }
}
