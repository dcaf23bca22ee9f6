using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Numerics;
using System.Security.Cryptography;
using System.Threading;

namespace Bolt.Redis.Revocation;

/// <summary>
/// What is revoked, open-addressed, 24 bytes a slot. One writer; readers take no lock. Nothing is ever taken out: a full table is copied without what is over, see <see cref="RevocationSet"/>.
/// </summary>
internal sealed class RevocationTable
{
    private const int SmallestCapacity = 48;

    /// <summary>Random and odd, so that nobody can choose ids that fall into one place.</summary>
    private static readonly ulong Mixer = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    /// <summary>
    /// Two bits of one word for each key; six bits or more for each entry there may be. Of look-ups that find nothing, which is nearly every one, nine of ten read nothing else: a million entries have one megabyte,
    /// which is in the processor's cache, and the slots are not.
    /// </summary>
    private readonly ulong[] _filter;

    private readonly Slot[] _slots;
    private int _count;
    private int _limits;

    /// <param name="capacity">How many entries it must take; a third of the slots stays empty.</param>
    public RevocationTable(int capacity)
    {
        var slots = (int)Math.Min(Array.MaxLength, (Math.Max(capacity, SmallestCapacity) * 3L / 2) + 1);
        _filter = new ulong[BitOperations.RoundUpToPowerOf2((uint)slots / 2) / 8];
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
        var hash = first * Mixer;
        var (filter, bits) = (_filter, Bits(hash));
        if ((Volatile.Read(ref filter[Word(hash, filter.Length)]) & bits) != bits)
        {
            return 0;
        }

        var slots = _slots;
        for (var i = Index(hash, slots.Length); ;)
        {
            ref var slot = ref slots[i];
            var known = Volatile.Read(ref slot.First);
            if (known == 0)
            {
                return 0;
            }

            if (known == first && slot.Second == second)
            {
                return Volatile.Read(ref slot.IssuedBefore);
            }

            if (++i == slots.Length)
            {
                i = 0;
            }
        }
    }

    /// <summary>For the writer: the whole entry.</summary>
    public bool TryGet(ulong first, ulong second, out LogEntry entry)
    {
        ref var slot = ref SlotOf(first, second);
        entry = slot.Entry;
        return slot.First != 0;
    }

    /// <summary>For the writer. There must be room.</summary>
    public void Put(in LogEntry entry)
    {
        ref var slot = ref SlotOf(entry.First, entry.Second);
        if (slot.First != 0)
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

        slot.Second = entry.Second;
        slot.Until = entry.Until;
        slot.IssuedBefore = entry.IssuedBefore;

        // A reader that sees the first word sees the rest, and one that sees the bits sees the first word.
        Volatile.Write(ref slot.First, entry.First);
        var hash = entry.First * Mixer;
        ref var filter = ref _filter[Word(hash, _filter.Length)];
        Volatile.Write(ref filter, filter | Bits(hash));
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>For the writer: all entries, in no order.</summary>
    public IEnumerable<LogEntry> Entries()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].First != 0)
            {
                yield return _slots[i].Entry;
            }
        }
    }

    /// <summary>The slot where one begins to look: the high part of the product.</summary>
    private static int Index(ulong hash, int length) => (int)Math.BigMul(hash, (ulong)length, out _);

    /// <summary>From the middle of the product, and <see cref="Bits"/> from below it: in a large table keys that begin at one slot share a word, not its bits.</summary>
    private static int Word(ulong hash, int length) => (int)(hash >> 32) & (length - 1);

    private static ulong Bits(ulong hash) => (1ul << (int)(hash >> 20)) | (1ul << (int)(hash >> 26));

    private ref Slot SlotOf(ulong first, ulong second)
    {
        for (var i = Index(first * Mixer, _slots.Length); ;)
        {
            ref var slot = ref _slots[i];
            if (slot.First == 0 || (slot.First == first && slot.Second == second))
            {
                return ref slot;
            }

            if (++i == _slots.Length)
            {
                i = 0;
            }
        }
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
