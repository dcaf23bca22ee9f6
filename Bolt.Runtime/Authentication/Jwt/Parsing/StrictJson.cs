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

    /// <summary>The <see cref="JsonName.Bit"/>s of the object's names so far.</summary>
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
        var specials = SpecialOctets.Find(text, stackalloc ulong[SpecialOctets.MaximumWords], out var isAscii);
        if (!isAscii && !Utf8.IsValid(text))
        {
            return false;
        }

        // Nearly all texts end here.
        var (position, seen) = (0, 0UL);
        var isComplete = false;
        if (text.StartsWith("{\""u8))
        {
            position = 1;
            isComplete = PlainMembers.Read(text, specials, ref position, ref seen, maximumMembers, ref members);
        }

        return (isComplete && position == text.Length) || TryParseRest(text, specials, position, seen, isComplete, maximumMembers, ref members);
    }

    [SkipLocalsInit]
    private static bool TryParseRest(
        scoped ReadOnlySpan<byte> text, scoped SpecialOctets specials, int position, ulong seen, bool isComplete, int maximumMembers, ref PooledList<JsonMember> members) =>
        TryParseRest(new StrictJson(text, maximumMembers, stackalloc JsonName[16]) { _position = position, _seen = seen }, specials, isComplete, ref members);

    private static bool TryParseRest(scoped StrictJson json, scoped SpecialOctets specials, bool isComplete, ref PooledList<JsonMember> members)
    {
        var sound = json._position > 0 || json.TryOpen(out isComplete);
        json._depth = 1;
        while (sound && !isComplete)
        {
            sound = json.TryReadMember(members.Items, out var member, out isComplete);
            members.Add(member);
            if (sound && !isComplete)
            {
                isComplete = PlainMembers.Read(json._text, specials, ref json._position, ref json._seen, json._maximumMembers, ref members);
            }
        }

        json.SkipWhiteSpace();
        json._names.Dispose();
        return sound && json._position == json._text.Length;
    }

    private bool TryOpen(out bool isComplete)
    {
        isComplete = false;
        SkipWhiteSpace();
        if (!TryTake((byte)'{'))
        {
            return false;
        }

        SkipWhiteSpace();
        isComplete = TryTake((byte)'}');
        return true;
    }

    private bool TryReadMember(scoped ReadOnlySpan<JsonMember> before, out JsonMember member, out bool isLast)
    {
        (member, isLast) = (default, false);
        SkipWhiteSpace();
        if (!TryReadName(out var name) || before.Length >= _maximumMembers || ((_seen & name.Bit) != 0 && name.IsTaken(_text, before)))
        {
            return false;
        }

        _seen |= name.Bit;
        if (!TryReadValue(out var value))
        {
            return false;
        }

        member = new JsonMember(name, value);
        SkipWhiteSpace();
        isLast = TryTake((byte)'}');
        return isLast || TryTake((byte)',');
    }

    private bool TryReadName(out JsonName name)
    {
        name = default;
        if (!TryReadString(out var slice))
        {
            return false;
        }

        name = JsonName.Of(_text, slice);
        SkipWhiteSpace();
        if (!TryTake((byte)':'))
        {
            return false;
        }

        SkipWhiteSpace();
        return true;
    }

    /// <summary>For the objects within: their names matter only among themselves.</summary>
    private bool TryAddName(in JsonName name, int firstName)
    {
        if (_names.Count - firstName >= _maximumMembers || ((_seen & name.Bit) != 0 && name.IsTaken(_text, _names.Items[firstName..])))
        {
            return false;
        }

        _seen |= name.Bit;
        _names.Add(name);
        return true;
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
            if (!TryReadName(out var name) || !TryAddName(name, firstName) || !TryReadValue(out _))
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
