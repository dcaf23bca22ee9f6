using System;
using System.Text.Json;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>The items of an array in a JSON text that has been checked.</summary>
internal ref struct JsonArrayItems
{
    private readonly int _offset;
    private Utf8JsonReader _reader;

    public JsonArrayItems(ReadOnlySpan<byte> json, JsonSlice array)
    {
        _offset = array.Start;
        _reader = new Utf8JsonReader(array.GetRaw(json));
        _reader.Read();
    }

    public JsonSlice Current { get; private set; }

    public readonly JsonArrayItems GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        var start = (int)_reader.TokenStartIndex;
        Steps.Count(1);
        var kind = _reader.TokenType switch
        {
            JsonTokenType.String => JsonKind.Text,
            JsonTokenType.Number => JsonKind.Number,
            JsonTokenType.True => JsonKind.True,
            JsonTokenType.False => JsonKind.False,
            JsonTokenType.StartArray => JsonKind.Array,
            JsonTokenType.StartObject => JsonKind.Object,
            _ => JsonKind.Null,
        };
        var escaped = kind == JsonKind.Text && _reader.ValueIsEscaped;
        if (kind is JsonKind.Array or JsonKind.Object)
        {
            _reader.Skip();
        }

        Current = new JsonSlice(kind, _offset + start, (int)_reader.BytesConsumed - start, escaped);
        return true;
    }
}
