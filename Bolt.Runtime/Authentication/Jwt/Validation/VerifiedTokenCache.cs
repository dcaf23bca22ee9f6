using System;
using System.Threading;

namespace Bolt;

/// <summary>
/// Remembers verified tokens. Only what this process has verified comes in, and a token is found only by its whole text; the hash merely says where to look, and is keyed
/// anew in each process. The number of entries is fixed; a new one takes the place of an old one.
/// </summary>
internal sealed class VerifiedTokenCache
{
    private const int Ways = 4;

    /// <summary>The end of the signature: as good as random, and cheap to hash.</summary>
    private const int HashedLength = 32;

    private readonly VerifiedToken?[] _slots;
    private readonly uint _sets;
    private uint _victim;

    public VerifiedTokenCache(int size)
    {
        _sets = (uint)Math.Max(1, size / Ways);
        _slots = new VerifiedToken?[Math.Min(size, (int)_sets * Ways)];
    }

    public VerifiedToken? Find(ReadOnlySpan<char> token)
    {
        foreach (var entry in SetOf(token))
        {
            if (entry is not null && token.SequenceEqual(entry.Text))
            {
                return entry;
            }
        }

        return null;
    }

    public void Add(VerifiedToken token, long now)
    {
        var set = SetOf(token.Text);
        if (set.IsEmpty)
        {
            return;
        }

        var slot = -1;
        for (var i = 0; i < set.Length && slot < 0; i++)
        {
            slot = set[i] is not { } entry || entry.Expires < now || !ReferenceEquals(entry.TrustedKeys, token.TrustedKeys) || token.Text.SequenceEqual(entry.Text) ? i : -1;
        }

        Volatile.Write(ref set[slot < 0 ? (int)(_victim++ % (uint)set.Length) : slot], token);
    }

    public void Clear() => Array.Clear(_slots);

    private Span<VerifiedToken?> SetOf(ReadOnlySpan<char> token)
    {
        var tail = token.Length <= HashedLength ? token : token[^HashedLength..];
        var start = (uint)string.GetHashCode(tail) % _sets * Ways;
        return _slots.AsSpan((int)start, Math.Min(Ways, _slots.Length - (int)start));
    }
}
