using System;
using System.Threading;

namespace Bolt;

/// <summary>
/// An issuer's tokens share their header to the letter, so its meaning is kept. Only headers whose signature has been verified come in: a stranger cannot fill it.
/// </summary>
internal sealed class VerifiedHeaderCache
{
    private readonly JwtHeader?[] _entries = new JwtHeader?[8];
    private int _next;

    public JwtHeader? Find(ReadOnlySpan<char> segment)
    {
        foreach (var entry in _entries)
        {
            if (entry is null)
            {
                return null;
            }

            if (segment.SequenceEqual(entry.Segment))
            {
                return entry;
            }
        }

        return null;
    }

    public void Add(JwtHeader header)
    {
        var slot = (uint)(Interlocked.Increment(ref _next) - 1) % (uint)_entries.Length;
        Volatile.Write(ref _entries[slot], header);
    }
}
