using System;
using System.Collections.Generic;
using System.Threading;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>Which families are whose, and the users' generations. A list through the entries: most users have one or two.</summary>
internal sealed class FamilyIndex
{
    /// <summary>No sign-in takes as long: what one read at its start can be forgotten then.</summary>
    private static readonly TimeSpan GenerationAge = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FamilyEntry> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Value, DateTimeOffset Raised)> _generations = new(StringComparer.Ordinal);
    private long _last;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _first.Count;
            }
        }
    }

    public void Add(FamilyEntry entry)
    {
        lock (_lock)
        {
            _first.TryGetValue(entry.UserId, out var next);
            entry.Next = next;
            _first[entry.UserId] = entry;
        }
    }

    public void Remove(FamilyEntry entry)
    {
        lock (_lock)
        {
            FamilyEntry? before = null;
            for (var at = _first.GetValueOrDefault(entry.UserId); at is not null; before = at, at = at.Next)
            {
                if (!ReferenceEquals(at, entry))
                {
                    continue;
                }

                if (before is not null)
                {
                    before.Next = at.Next;
                }
                else if (at.Next is not null)
                {
                    _first[entry.UserId] = at.Next;
                }
                else
                {
                    _first.Remove(entry.UserId);
                }

                return;
            }
        }
    }

    public List<FamilyEntry> Find(string userId)
    {
        var found = new List<FamilyEntry>();
        lock (_lock)
        {
            for (var at = _first.GetValueOrDefault(userId); at is not null; at = at.Next)
            {
                found.Add(at);
            }
        }

        return found;
    }

    public long Generation(string userId)
    {
        lock (_lock)
        {
            return _generations.TryGetValue(userId, out var generation) ? generation.Value : 0;
        }
    }

    public long Raise(string userId, DateTimeOffset now)
    {
        lock (_lock)
        {
            // One counter for all: a user whose number was forgotten never gets one again that a family has.
            _generations[userId] = (++_last, now);
            return _last;
        }
    }

    public void Sweep(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var (user, (_, raised)) in _generations)
            {
                if (now - raised > GenerationAge)
                {
                    _generations.Remove(user);
                }
            }
        }
    }
}
