using System;
using System.Threading;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>
/// Remembers verified tokens. Only tokens that this process has verified are added, and a token is found only by comparing all of it; the hash merely says where to look, and
/// is seeded per process. The number of entries is fixed; a new one takes the place of an old one.
/// </summary>
internal sealed class VerifiedTokenCache
{
    private const int Ways = 4;

    /// <summary>The end of the signature: practically random, and cheap to hash.</summary>
    private const int HashedLength = 8;

    private readonly VerifiedToken?[] _slots;

    /// <summary>
    /// The entries' hashes, side by side: a token that is not here is not compared with strings all over memory. Written separately from the slots, so one may be
    /// stale for a moment; then a token is compared for nothing, or verified once more.
    /// </summary>
    private readonly uint[] _hashes;
    private readonly uint _sets;
    private uint _victim;

    public VerifiedTokenCache(int size)
    {
        _sets = (uint)Math.Max(1, size / Ways);
        _slots = new VerifiedToken?[Math.Min(size, (int)_sets * Ways)];
        _hashes = new uint[_slots.Length];
    }

    public static uint Hash(ReadOnlySpan<char> token) => (uint)string.GetHashCode(token.Length <= HashedLength ? token : token[^HashedLength..]);

    public VerifiedToken? Find(ReadOnlySpan<char> token, uint hash)
    {
        var (index, end) = SetOf(hash);
        for (; index < end; index++)
        {
            if (_hashes[index] == hash && Volatile.Read(ref _slots[index]) is { } entry && token.SequenceEqual(entry.Text))
            {
                return entry;
            }
        }

        return null;
    }

    public void Add(VerifiedToken token, uint hash)
    {
        var (first, end) = SetOf(hash);
        var slot = first;
        while (slot < end && _slots[slot] is not null && _hashes[slot] != hash)
        {
            slot++;
        }

        if (slot == end)
        {
            slot = first + (int)(_victim++ % (uint)(end - first));
        }

        Volatile.Write(ref _slots[slot], token);
        _hashes[slot] = hash;
    }

    public void Clear() => Array.Clear(_slots);

    private (int Index, int End) SetOf(uint hash)
    {
        var first = (int)(((ulong)hash * _sets) >> 32) * Ways;
        return (first, Math.Min(first + Ways, _slots.Length));
    }
}
