using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;

namespace Bolt.Redis.Revocation;

/// <summary>
/// What is revoked, open-addressed, 25 bytes a slot. One writer; readers take no lock. Nothing is ever taken out: a full table is copied without what is over, see <see cref="RevocationSet"/>.
/// </summary>
internal sealed class RevocationTable
{
    private const int SmallestCapacity = 48;

    /// <summary>Random and odd, so that nobody can choose ids that fall into one place.</summary>
    private static readonly ulong Mixer = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    /// <summary>A byte of each slot's key, 0 where the slot is empty. By itself, so that a look-up that finds nothing, which is nearly every one, stays within these: a million are in the processor's cache, the slots are not.</summary>
    private readonly byte[] _tags;

    private readonly Slot[] _slots;
    private int _count;
    private int _limits;

    /// <param name="capacity">How many entries it must take; a third of the slots stays empty.</param>
    public RevocationTable(int capacity)
    {
        var slots = (int)Math.Min(Array.MaxLength, (Math.Max(capacity, SmallestCapacity) * 3L / 2) + 1);
        _tags = new byte[slots];
        _slots = new Slot[slots];
        Capacity = (int)(slots * 2L / 3);
    }

    public int Capacity { get; }

    public int Count => Volatile.Read(ref _count);

    /// <summary>How many entries are of users and of everyone. While there is none, nobody need ask for them.</summary>
    public int Limits => Volatile.Read(ref _limits);

    public bool IsFull => _count >= Capacity;

    /// <summary>From when on a token is good; 0 where nothing is revoked.</summary>
    public uint Find(ulong first, ulong second)
    {
        var tags = _tags;
        var (i, tag) = Place(first, tags.Length);
        while (true)
        {
            var known = Volatile.Read(ref tags[i]);
            if (known == 0)
            {
                return 0;
            }

            if (known == tag)
            {
                ref var slot = ref _slots[i];
                if (slot.First == first && slot.Second == second)
                {
                    return Volatile.Read(ref slot.IssuedBefore);
                }
            }

            if (++i == tags.Length)
            {
                i = 0;
            }
        }
    }

    /// <summary>For the writer: the whole entry.</summary>
    public bool TryGet(ulong first, ulong second, out LogEntry entry)
    {
        var i = SlotOf(first, second);
        entry = _slots[i].Entry;
        return _tags[i] != 0;
    }

    /// <summary>For the writer. There must be room.</summary>
    public void Put(in LogEntry entry)
    {
        var i = SlotOf(entry.First, entry.Second);
        ref var slot = ref _slots[i];
        if (_tags[i] != 0)
        {
            slot.Until = Math.Max(slot.Until, entry.Until);
            Volatile.Write(ref slot.IssuedBefore, Math.Max(slot.IssuedBefore, entry.IssuedBefore));
            return;
        }

        if (entry.IsLimit)
        {
            // First, so that no reader finds the entry not worth looking for.
            Volatile.Write(ref _limits, _limits + 1);
        }

        slot.First = entry.First;
        slot.Second = entry.Second;
        slot.Until = entry.Until;
        slot.IssuedBefore = entry.IssuedBefore;

        // A reader that sees the tag sees the rest.
        Volatile.Write(ref _tags[i], Place(entry.First, _tags.Length).Tag);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>For the writer: all entries, in no order.</summary>
    public IEnumerable<LogEntry> Entries()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_tags[i] != 0)
            {
                yield return _slots[i].Entry;
            }
        }
    }

    /// <summary>Where to begin to look, and a byte that is not 0: the high part of the product, and what is behind its point.</summary>
    private static (int Index, byte Tag) Place(ulong first, int length)
    {
        var index = (int)Math.BigMul(first * Mixer, (ulong)length, out var rest);
        return (index, (byte)Math.Max(1, rest >> 56));
    }

    private int SlotOf(ulong first, ulong second)
    {
        var (i, _) = Place(first, _tags.Length);
        while (_tags[i] != 0 && (_slots[i].First != first || _slots[i].Second != second))
        {
            if (++i == _tags.Length)
            {
                i = 0;
            }
        }

        return i;
    }

    private struct Slot
    {
        public ulong First;
        public ulong Second;
        public uint Until;
        public uint IssuedBefore;

        public readonly LogEntry Entry => new(First, Second, Until, IssuedBefore);
    }
}
