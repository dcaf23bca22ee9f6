using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Bolt.Authentication.Sessions;

/// <summary>Which sessions are whose, and the users' generations. Logins, logouts and lists look here; requests do not.</summary>
internal sealed class UserIndex
{
    /// <summary>No login takes as long: what one read at its start can be forgotten then.</summary>
    private static readonly TimeSpan GenerationAge = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Backend, string User), UserSessions> _ids = [];
    private readonly Dictionary<(string Backend, string User), (SessionGeneration Value, DateTimeOffset Raised)> _generations = [];
    private long _last;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _ids.Count;
            }
        }
    }

    public void Add(string backend, string? user, SessionId id)
    {
        if (user is null)
        {
            return;
        }

        lock (_lock)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_ids, (backend, user), out _).Add(id);
        }
    }

    public void Remove(string backend, string? user, SessionId id)
    {
        if (user is null)
        {
            return;
        }

        lock (_lock)
        {
            ref var ids = ref CollectionsMarshal.GetValueRefOrNullRef(_ids, (backend, user));
            if (!Unsafe.IsNullRef(in ids) && ids.Remove(id))
            {
                _ids.Remove((backend, user));
            }
        }
    }

    public SessionId[] Find(string backend, string user)
    {
        lock (_lock)
        {
            return _ids.TryGetValue((backend, user), out var ids) ? ids.ToArray() : [];
        }
    }

    public SessionGeneration Generation(string backend, string user)
    {
        lock (_lock)
        {
            return _generations.TryGetValue((backend, user), out var generation) ? generation.Value : default;
        }
    }

    public SessionGeneration EndGeneration(string backend, string user, SessionId? except, DateTimeOffset now)
    {
        lock (_lock)
        {
            // One counter for all: a user whose entry was purged never gets a number again.
            var value = Generation(backend, user).RaisedTo(++_last, except);
            _generations[(backend, user)] = (value, now);
            return value;
        }
    }

    public void Purge(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var (key, (_, raised)) in _generations)
            {
                if (now - raised > GenerationAge)
                {
                    _generations.Remove(key);
                }
            }
        }
    }
}
