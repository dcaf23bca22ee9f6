using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>
/// Checks that a text is one JSON object (RFC 8259) and says where its members are: valid UTF-8, no name twice in any object, no lone surrogate, no comment,
/// nothing after the object, bounded depth. Never throws: anyone can send a bad token, so refusing it must be cheap, and the platform's reader throws.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Never leaves TryParseObject, which disposes of what it holds.")]
internal ref struct StrictJson
{
    /// <summary>Deep enough for the claims of real issuers, shallow enough for the stack.</summary>
    public const int MaximumDepth = 32;

    /// <summary>A name is compared with others, which costs as much as reading it.</summary>
    private const int PartsOfName = 3;

    /// <summary>A longer name costs one part more for each of <see cref="NameOctetsOfPart"/> bytes: names that share half of their text are hashed whole.</summary>
    private const int ShortName = 10, NameOctetsOfPart = 4;

    /// <summary>A text of few parts that is longer has to be ASCII: checking UTF-8 takes as long as hashing it, and JSON can escape everything else.</summary>
    private const int LongestNotAscii = 768;

    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _text;
    private JsonNames _names;
    private int _position;
    private int _depth;

    /// <summary>How many values, escapes, runs of white space and, three times and more where they are long, names there may still be.</summary>
    private int _parts;

    /// <summary>The <see cref="JsonName.Bit"/>s of the object's names so far.</summary>
    private ulong _seen;

    private StrictJson(ReadOnlySpan<byte> text, Span<JsonNames.Entry> names)
    {
        _text = text;
        _names = new JsonNames(text, names);
    }

    /// <summary>Adds the object's members to <paramref name="members"/>; false when the text is anything but one valid object.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="members">The list to add to.</param>
    [SkipLocalsInit]
    public static bool TryParseObject(ReadOnlySpan<byte> text, ref PooledList<JsonMember> members)
    {
        var specials = StructuralIndex.Find(text, stackalloc ulong[StructuralIndex.MaximumWords], out var isAscii);
        if (!isAscii && !Utf8.IsValid(text))
        {
            return false;
        }

        // Nearly all payloads end here.
        var (position, seen) = (0, 0UL);
        var isComplete = false;
        if (text.StartsWith("{\""u8))
        {
            position = 1;
            isComplete = FastMemberReader.Read(text, specials, ref position, ref seen, ref members);
        }

        return (isComplete && position == text.Length) || TryParseRest(text, specials, position, seen, isComplete, int.MaxValue, ref members);
    }

    /// <summary>The same for a text that must be cheap to refuse: false also when it is made of more than <paramref name="maximumParts"/> values, escapes, runs of white space and, each counted three times, names.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="maximumParts">How many parts there may be.</param>
    /// <param name="members">The list to add to.</param>
    public static bool TryParseObject(ReadOnlySpan<byte> text, int maximumParts, ref PooledList<JsonMember> members) =>
        (Ascii.IsValid(text) || ((text.Length <= LongestNotAscii || maximumParts == int.MaxValue) && Utf8.IsValid(text))) && TryParseRest(text, default, 0, 0, isComplete: false, maximumParts, ref members);

    [SkipLocalsInit]
    private static bool TryParseRest(
        scoped ReadOnlySpan<byte> text, scoped StructuralIndex specials, int position, ulong seen, bool isComplete, int maximumParts, ref PooledList<JsonMember> members) =>
        TryParseRest(new StrictJson(text, stackalloc JsonNames.Entry[8]) { _position = position, _seen = seen, _parts = maximumParts }, specials, isComplete, ref members);

    private static bool TryParseRest(scoped StrictJson json, scoped StructuralIndex specials, bool isComplete, ref PooledList<JsonMember> members)
    {
        var sound = json._position > 0 || json.TryOpen(out isComplete);
        json._depth = 1;
        while (sound && !isComplete)
        {
            sound = json.TryStartMember(members.Items, out var name);
            if (!sound)
            {
                break;
            }

            // Before its value is read, which may move all names into a table.
            members.Add(new JsonMember(name, default));
            sound = json.TryFinishMember(members.Items, out var value, out isComplete);
            members.ReplaceLast(new JsonMember(name, value));
            if (sound && !isComplete && !json._names.HasTable)
            {
                isComplete = FastMemberReader.Read(json._text, specials, ref json._position, ref json._seen, ref members);
            }
        }

        json.SkipWhiteSpace();
        json._names.Dispose();
        return sound && json._position == json._text.Length && json._parts >= 0;
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

    private bool TryStartMember(scoped ReadOnlySpan<JsonMember> before, out JsonName name)
    {
        SkipWhiteSpace();
        return TryReadName(out name) && _names.TryAdd(name, before, ref _seen);
    }

    private bool TryFinishMember(scoped ReadOnlySpan<JsonMember> members, out JsonSlice value, out bool isLast)
    {
        isLast = false;
        if (!TryReadValue(members, out value))
        {
            return false;
        }

        SkipWhiteSpace();
        isLast = TryTake((byte)'}');
        return isLast || TryTake((byte)',');
    }

    private bool TryReadName(out JsonName name)
    {
        name = default;
        if ((_parts -= PartsOfName) < 0 || !TryReadString(out var slice))
        {
            return false;
        }

        _parts -= Math.Max(0, slice.Length - ShortName) / NameOctetsOfPart;
        name = JsonName.From(_text, slice);
        SkipWhiteSpace();
        if (!TryTake((byte)':'))
        {
            return false;
        }

        SkipWhiteSpace();
        return true;
    }

    /// <summary>Reads a value. The outermost object's members so far are handed down to where a table of all names may have to be made.</summary>
    private bool TryReadValue(scoped ReadOnlySpan<JsonMember> members, out JsonSlice value)
    {
        value = default;
        if (_position == _text.Length || --_parts < 0)
        {
            return false;
        }

        var start = _position;
        switch (_text[_position])
        {
            case (byte)'"':
                return TryReadString(out value);
            case (byte)'{':
                return Nested(TryReadObject(members), JsonKind.Object, start, out value);
            case (byte)'[':
                return Nested(TryReadArray(members), JsonKind.Array, start, out value);
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

    private bool TryReadObject(scoped ReadOnlySpan<JsonMember> members)
    {
        if (++_depth > MaximumDepth)
        {
            return false;
        }

        var owner = _position++;
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
            if (!TryReadName(out var name) || !_names.TryAdd(name, owner, firstName, members, ref _seen) || !TryReadValue(members, out _))
            {
                return false;
            }

            SkipWhiteSpace();
        }
        while (TryTake((byte)','));

        _names.Close(firstName);
        _seen = seen;
        return TryTake((byte)'}');
    }

    private bool TryReadArray(scoped ReadOnlySpan<JsonMember> members)
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
            if (!TryReadValue(members, out _))
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
        var length = JsonStringScanner.Scan(_text[_position..], ref _parts, out var escaped);
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
        var start = _position;
        _parts--;
        if (WhiteSpace.Contains(_text[start]) && ++_position < _text.Length && _text[_position] <= (byte)' ')
        {
            var length = _text[_position..].IndexOfAnyExcept(WhiteSpace);
            _position = length < 0 ? _text.Length : _position + length;
        }

        Steps.Count(_position - start + 1);
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
