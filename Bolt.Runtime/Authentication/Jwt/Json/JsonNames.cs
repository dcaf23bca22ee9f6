using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Bolt.Authentication.Jwt.Json;

/// <summary>
/// Finds out whether an object has a name already. Few names are told apart by their keys, one by one. An object of many names, or a text with names that their keys do not tell apart,
/// moves all of the text's names into a hash table, so that any input is read in a time that grows with its length and not with its square.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "Disposed of, as is what stood in its place before.")]
internal ref struct JsonNames(ReadOnlySpan<byte> text, Span<JsonNames.Entry> room)
{
    /// <summary>So many of an object's names are gone through one by one.</summary>
    public const int MostByKey = 32;

    /// <summary>So many pairs of names with equal keys are compared in one text.</summary>
    private const int MostCompared = 8;

    private const int FewestSlots = 64;

    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Without a table: the names of the objects that are open, the outermost left out. With one: the names of all objects since.</summary>
    private PooledList<Entry> _entries = new(room);

    /// <summary>Indices of entries, plus one; the number of slots is a power of two, at most half of them taken.</summary>
    private Span<int> _slots;
    private int[]? _rented;
    private int _compared;

    /// <summary>Once true, every name has to come here.</summary>
    public readonly bool HasTable => !_slots.IsEmpty;

    /// <summary>Where a nested object's names start.</summary>
    public readonly int Count => _entries.Count;

    public void Dispose()
    {
        _entries.Dispose();
        if (_rented is not null)
        {
            ArrayPool<int>.Shared.Return(_rented);
        }
    }

    /// <summary>For the outermost object, whose names are kept with its members.</summary>
    public bool TryAdd(in JsonName name, scoped ReadOnlySpan<JsonMember> members, ref ulong seen)
    {
        if (_slots.IsEmpty)
        {
            if (members.Length < MostByKey && ((seen & name.Bit) == 0 ? false : Find(name, members)) is { } found)
            {
                seen |= name.Bit;
                return !found;
            }

            MakeTable(members);
        }

        return TryEnter(name, 0);
    }

    /// <summary>For the objects within.</summary>
    /// <param name="name">The name.</param>
    /// <param name="owner">Where the object starts: its names matter only among themselves.</param>
    /// <param name="first">What <see cref="Count"/> was when it started.</param>
    /// <param name="members">The outermost object's members so far.</param>
    /// <param name="seen">The bits of the object's names so far.</param>
    public bool TryAdd(in JsonName name, int owner, int first, scoped ReadOnlySpan<JsonMember> members, ref ulong seen)
    {
        if (_slots.IsEmpty)
        {
            if (_entries.Count - first < MostByKey && ((seen & name.Bit) == 0 ? false : Find(name, _entries.Items[first..])) is { } found)
            {
                seen |= name.Bit;
                _entries.Add(new Entry(name, owner, 0));
                return !found;
            }

            MakeTable(members);
        }

        return TryEnter(name, owner);
    }

    /// <summary>At the end of an object that started at <paramref name="first"/>. What is in the table stays there, and belongs to no other object.</summary>
    public void Close(int first)
    {
        if (_slots.IsEmpty)
        {
            _entries.Truncate(first);
        }
    }

    /// <summary>Null where it takes the table to find out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool? Find(in JsonName name, scoped ReadOnlySpan<JsonMember> members)
    {
        Steps.Count(members.Length);
        foreach (ref readonly var member in members)
        {
            if (member.Name.Key == name.Key && Compare(name, member.Name) is not false and var found)
            {
                return found;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool? Find(in JsonName name, scoped ReadOnlySpan<Entry> entries)
    {
        Steps.Count(entries.Length);
        foreach (ref readonly var entry in entries)
        {
            if (entry.Name.Key == name.Key && Compare(name, entry.Name) is not false and var found)
            {
                return found;
            }
        }

        return false;
    }

    private bool? Compare(in JsonName name, in JsonName other)
    {
        if (name.IsShort)
        {
            return true;
        }

        if (name.Slice.IsEscaped || other.Slice.IsEscaped || ++_compared > MostCompared)
        {
            return null;
        }

        Steps.Count(name.Slice.Length);
        return name.Slice.GetRaw(_text).SequenceEqual(other.Slice.GetRaw(_text));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeTable(scoped ReadOnlySpan<JsonMember> members)
    {
        var open = _entries;
        _entries = new PooledList<Entry>(default);
        UseSlots(FewestSlots);
        foreach (ref readonly var member in members)
        {
            _ = TryEnter(member.Name, 0);
        }

        foreach (ref readonly var entry in open.Items)
        {
            _ = TryEnter(entry.Name, entry.Owner);
        }

        open.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryEnter(in JsonName name, int owner)
    {
        var hash = Hash(name.Slice, owner);
        var slot = (int)(hash & (uint)(_slots.Length - 1));
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            Steps.Count(1);
            ref readonly var entry = ref _entries.Items[_slots[slot] - 1];
            if (entry.Hash == hash && entry.Owner == owner && entry.Name.Key == name.Key && (name.IsShort || AreEqual(name.Slice, entry.Name.Slice)))
            {
                return false;
            }
        }

        _entries.Add(new Entry(name, owner, hash));
        _slots[slot] = _entries.Count;
        if (_entries.Count * 2 > _slots.Length)
        {
            UseSlots(_slots.Length * 2);
        }

        return true;
    }

    private void UseSlots(int count)
    {
        Steps.Count(count / 4);
        if (_rented is not null)
        {
            ArrayPool<int>.Shared.Return(_rented);
        }

        _rented = ArrayPool<int>.Shared.Rent(count);
        _slots = _rented.AsSpan(0, count);
        _slots.Clear();
        for (var i = 0; i < _entries.Count; i++)
        {
            var slot = (int)(_entries.Items[i].Hash & (uint)(count - 1));
            while (_slots[slot] != 0)
            {
                Steps.Count(1);
                slot = (slot + 1) & (count - 1);
            }

            _slots[slot] = i + 1;
        }
    }

    private readonly uint Hash(JsonSlice name, int owner) => name.IsEscaped ? HashEscaped(name.Inside(_text), owner) : Hash(name.Inside(_text), owner);

    [SkipLocalsInit]
    private static uint HashEscaped(ReadOnlySpan<byte> name, int owner)
    {
        byte[]? rented = null;
        var buffer = name.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(name.Length);
        var hash = Hash(buffer[..JsonEscapes.Unescape(name, buffer)], owner);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    private static uint Hash(ReadOnlySpan<byte> name, int owner)
    {
        Steps.Count(name.Length);
        return NameHash.Compute(name, owner);
    }

    /// <summary>Hashes are equal: so are the names, but for a chance of one in four thousand million.</summary>
    private readonly bool AreEqual(JsonSlice name, JsonSlice other)
    {
        if (!other.IsEscaped)
        {
            Steps.Count(name.Length);
            return name.TextEquals(_text, other.Inside(_text));
        }

        var escaped = other.Inside(_text);
        var rented = ArrayPool<byte>.Shared.Rent(escaped.Length);
        var equal = name.TextEquals(_text, rented.AsSpan(0, JsonEscapes.Unescape(escaped, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return equal;
    }

    internal readonly record struct Entry(JsonName Name, int Owner, uint Hash);
}
