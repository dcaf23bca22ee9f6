using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Bolt;

/// <summary>
/// Checks that a text is one JSON object (RFC 8259) and says where its members lie: valid UTF-8, no name twice in any object, no lone surrogate, no comment,
/// nothing after the object, bounded depth. Never throws: refusing a stranger's bad token must be cheap, which the platform's reader, throwing, is not.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Never leaves TryParseObject, which disposes of what it holds.")]
internal ref struct StrictJson
{
    /// <summary>Deep enough for the claims of real issuers, shallow enough for the stack.</summary>
    public const int MaximumDepth = 32;

    private readonly ReadOnlySpan<byte> _text;
    private readonly int _maximumMembers;
    private PooledList<JsonName> _names;
    private int _position;
    private int _depth;

    /// <summary>A bit for each of the object's names so far: most names are known to be new without a search.</summary>
    private ulong _seen;

    private StrictJson(ReadOnlySpan<byte> text, int maximumMembers, Span<JsonName> names)
    {
        _text = text;
        _maximumMembers = maximumMembers;
        _names = new PooledList<JsonName>(names);
    }

    /// <summary>Adds the object's members to <paramref name="members"/>; false when the text is anything else than one sound object.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="maximumMembers">The most members an object may have: names are compared pairwise.</param>
    /// <param name="members">The list to add to.</param>
    [SkipLocalsInit]
    public static bool TryParseObject(ReadOnlySpan<byte> text, int maximumMembers, ref PooledList<JsonMember> members)
    {
        if (!Utf8.IsValid(text))
        {
            return false;
        }

        Span<JsonName> names = stackalloc JsonName[16];
        return TryParseObject(text, maximumMembers, names, ref members);
    }

    private static bool TryParseObject(scoped ReadOnlySpan<byte> text, int maximumMembers, scoped Span<JsonName> names, ref PooledList<JsonMember> members)
    {
        var json = new StrictJson(text, maximumMembers, names);
        var sound = json.TryOpen(out var isEmpty);
        while (sound && !isEmpty)
        {
            sound = json.TryReadMember(out var name, out var value, out isEmpty);
            members.Add(new JsonMember(name, value));
        }

        json.SkipWhiteSpace();
        json._names.Dispose();
        return sound && json._position == text.Length;
    }

    private bool TryOpen(out bool isEmpty)
    {
        isEmpty = false;
        SkipWhiteSpace();
        if (!TryTake((byte)'{'))
        {
            return false;
        }

        _depth = 1;
        SkipWhiteSpace();
        isEmpty = TryTake((byte)'}');
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadMember(out JsonName name, out JsonSlice value, out bool isLast)
    {
        isLast = false;
        value = default;
        SkipWhiteSpace();
        if (!TryReadName(firstName: 0, out name) || !TryReadValue(out value))
        {
            return false;
        }

        SkipWhiteSpace();
        isLast = TryTake((byte)'}');
        return isLast || TryTake((byte)',');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadName(int firstName, out JsonName name)
    {
        name = default;
        if (!TryReadString(out var slice))
        {
            return false;
        }

        name = JsonName.Of(_text, slice);
        SkipWhiteSpace();
        if (!TryTake((byte)':') || _names.Count - firstName >= _maximumMembers || IsDuplicate(name, firstName))
        {
            return false;
        }

        _names.Add(name);
        SkipWhiteSpace();
        return true;
    }

    private bool IsDuplicate(in JsonName name, int firstName)
    {
        var bit = 1UL << (int)((name.Key * 0x9E3779B97F4A7C15) >> 58);
        if ((_seen & bit) == 0)
        {
            _seen |= bit;
            return false;
        }

        foreach (ref readonly var other in _names.Items[firstName..])
        {
            if (other.Key == name.Key && name.IsSameAs(_text, other.Slice))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryReadValue(out JsonSlice value)
    {
        value = default;
        if (_position == _text.Length)
        {
            return false;
        }

        var start = _position;
        switch (_text[_position])
        {
            case (byte)'"':
                return TryReadString(out value);
            case (byte)'{':
                return Nested(TryReadObject(), JsonKind.Object, start, out value);
            case (byte)'[':
                return Nested(TryReadArray(), JsonKind.Array, start, out value);
            case (byte)'t':
                return TryReadLiteral("true"u8, JsonKind.True, out value);
            case (byte)'f':
                return TryReadLiteral("false"u8, JsonKind.False, out value);
            case (byte)'n':
                return TryReadLiteral("null"u8, JsonKind.Null, out value);
            default:
                return TryReadNumber(out value);
        }
    }

    private bool Nested(bool sound, JsonKind kind, int start, out JsonSlice value)
    {
        _depth--;
        value = new JsonSlice(kind, start, _position - start);
        return sound;
    }

    private bool TryReadObject()
    {
        if (++_depth > MaximumDepth)
        {
            return false;
        }

        _position++;
        SkipWhiteSpace();
        if (TryTake((byte)'}'))
        {
            return true;
        }

        var (firstName, seen) = (_names.Count, _seen);
        _seen = 0;
        do
        {
            SkipWhiteSpace();
            if (!TryReadName(firstName, out _) || !TryReadValue(out _))
            {
                return false;
            }

            SkipWhiteSpace();
        }
        while (TryTake((byte)','));

        _names.Truncate(firstName);
        _seen = seen;
        return TryTake((byte)'}');
    }

    private bool TryReadArray()
    {
        if (++_depth > MaximumDepth)
        {
            return false;
        }

        _position++;
        SkipWhiteSpace();
        if (TryTake((byte)']'))
        {
            return true;
        }

        do
        {
            SkipWhiteSpace();
            if (!TryReadValue(out _))
            {
                return false;
            }

            SkipWhiteSpace();
        }
        while (TryTake((byte)','));

        return TryTake((byte)']');
    }

    private bool TryReadLiteral(ReadOnlySpan<byte> literal, JsonKind kind, out JsonSlice value)
    {
        value = new JsonSlice(kind, _position, literal.Length);
        if (!_text[_position..].StartsWith(literal))
        {
            return false;
        }

        _position += literal.Length;
        return true;
    }

    private bool TryReadString(out JsonSlice value)
    {
        value = default;
        var length = JsonStringScanner.Scan(_text[_position..], out var escaped);
        if (length == 0)
        {
            return false;
        }

        value = new JsonSlice(JsonKind.Text, _position, length, escaped);
        _position += length;
        return true;
    }

    private bool TryReadNumber(out JsonSlice value)
    {
        var length = JsonNumberScanner.Scan(_text[_position..]);
        value = new JsonSlice(JsonKind.Number, _position, length);
        _position += length;
        return length > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipWhiteSpace()
    {
        if (_position < _text.Length && _text[_position] <= (byte)' ')
        {
            SkipSomeWhiteSpace();
        }
    }

    private void SkipSomeWhiteSpace()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _position++;
        }
    }

    private bool TryTake(byte expected)
    {
        if (_position == _text.Length || _text[_position] != expected)
        {
            return false;
        }

        _position++;
        return true;
    }
}
