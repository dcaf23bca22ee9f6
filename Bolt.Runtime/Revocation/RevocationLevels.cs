using System;
using System.Collections.Concurrent;
using System.Threading;

namespace Bolt.Revocation;

/// <summary>Which sessions, users and issuers are revoked in this process. Readers take no lock, and look nowhere while there is no entry.</summary>
internal sealed class RevocationLevels
{
    /// <summary>A session's entry: whatever <c>iat</c> a token has.</summary>
    private const uint Always = uint.MaxValue;

    private readonly ConcurrentDictionary<RevocationKey, Entry> _entries = new();
    private readonly Lock _writing = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Levels are combined by maximum: any one of them is enough.</summary>
    public bool Revokes(AuthContext token, DateTimeOffset now)
    {
        if (Count == 0)
        {
            return false;
        }

        var keys = token.RevocationKeys;

        // A token from the future was issued by a clock that says nothing.
        var issuedAt = keys.IssuedAt > RevocationTime.Seconds(now) + RevocationTime.FurthestIssuedAt ? 0 : keys.IssuedAt;
        return Revokes(keys.Everyone, issuedAt)
            || (keys.User is { } user && Revokes(user, issuedAt))
            || (keys.Session is { } session && Revokes(session, issuedAt));
    }

    /// <summary>In seconds since 1970; 0 where there is no entry.</summary>
    public uint NotBefore(in RevocationKey key) => Count > 0 && _entries.TryGetValue(key, out var entry) ? entry.IssuedBefore : 0;

    public void Add(in RevocationKey key, DateTimeOffset until)
    {
        lock (_writing)
        {
            Put(key, Always, until);
        }
    }

    /// <summary>Revokes what was issued before a moment; see <see cref="RevocationTime.IssuedBefore"/>.</summary>
    public void Raise(in RevocationKey key, DateTimeOffset issuedBefore, DateTimeOffset now, DateTimeOffset until)
    {
        lock (_writing)
        {
            Put(key, RevocationTime.IssuedBefore(issuedBefore, now, NotBefore(key)), until);
        }
    }

    public void Sweep(DateTimeOffset now)
    {
        if (Count == 0)
        {
            return;
        }

        foreach (var (key, seen) in _entries)
        {
            if (seen.Until > now.UtcTicks)
            {
                continue;
            }

            lock (_writing)
            {
                if (_entries.TryGetValue(key, out var entry) && entry.Until <= now.UtcTicks && _entries.TryRemove(key, out _))
                {
                    Volatile.Write(ref _count, _count - 1);
                }
            }
        }
    }

    private bool Revokes(in RevocationKey key, long issuedAt) => _entries.TryGetValue(key, out var entry) && issuedAt < entry.IssuedBefore;

    /// <summary>Each value becomes its own maximum: nothing is revoked for less than before.</summary>
    private void Put(in RevocationKey key, uint issuedBefore, DateTimeOffset until)
    {
        if (_entries.TryGetValue(key, out var known))
        {
            _entries[key] = new(Math.Max(known.Until, until.UtcTicks), Math.Max(known.IssuedBefore, issuedBefore));
            return;
        }

        // First, so that no reader finds the entry not worth looking for.
        Volatile.Write(ref _count, _count + 1);
        _entries[key] = new(until.UtcTicks, issuedBefore);
    }

    private readonly record struct Entry(long Until, uint IssuedBefore);
}
