using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Authentication.Sessions;

/// <summary>The cookie sessions of users.</summary>
internal sealed class SessionDirectory(SessionBackends backends, ISessionStore store, TimeProvider time) : ISessionDirectory
{
    public async IAsyncEnumerable<SessionInfo> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var engine in backends.All)
        {
            var records = await engine.Ask("listing a user's sessions", () => RecordsOf(engine, userId, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var record in records)
            {
                yield return new SessionInfo(record.Id.ToString(), engine.Name, record.CreatedAt, record.Auth?.AuthenticatedAt, record.LastSeenAt, record.EndsAt, record.Auth?.Method, record.Device, record.Address);
            }
        }
    }

    public async ValueTask<bool> EndAsync(string userId, string sessionKey, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParse(sessionKey, out var id))
        {
            return false;
        }

        // Whose cookie it is, only the record says.
        var record = await backends.All[0].Ask("a look-up of the store", () => store.FindAsync(id, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (record is null || BackendOf(record) is not { } engine
            || !await engine.Ask("a deletion from the store", () => store.DeleteAsync(id, userId, null, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        engine.Metrics.SessionEnded(engine.Name);
        return true;
    }

    public async ValueTask<int> EndAllAsync(string userId, string? exceptSessionKey, CancellationToken cancellationToken)
    {
        var count = 0;
        SessionId? except = SessionId.TryParse(exceptSessionKey, out var id) ? id : null;
        foreach (var engine in backends.All)
        {
            // The raise first: a login under way either sees it, or has its session among those that are listed now.
            var generation = await engine.Ask("ending a generation", () => store.EndGenerationAsync(engine.Backend, userId, except, cancellationToken), cancellationToken).ConfigureAwait(false);
            count += await engine.Ask("ending the user's sessions", () => EndAsync(engine, userId, generation, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    /// <summary>Null for a session that none of this application's backends made: it is in no list of theirs either.</summary>
    private SessionEngine? BackendOf(SessionRecord record)
    {
        foreach (var engine in backends.All)
        {
            if (engine.Backend == record.Backend)
            {
                return engine;
            }
        }

        return null;
    }

    /// <summary>Read to the end before the first is handed out: a store that fails half-way must not look like a shorter list.</summary>
    private async ValueTask<List<SessionRecord>> RecordsOf(SessionEngine engine, string userId, CancellationToken cancellationToken)
    {
        var records = new List<SessionRecord>();
        await foreach (var record in store.ListAsync(engine.Backend, userId, cancellationToken).ConfigureAwait(false))
        {
            if (record.UserId == userId && record.Backend == engine.Backend && !record.IsOver(time.GetUtcNow()))
            {
                records.Add(record);
            }
        }

        return records;
    }

    /// <summary>Ends what the generation does not allow. A session that a login has taken over meanwhile has another generation, and stays.</summary>
    public static async ValueTask<int> EndAsync(SessionEngine engine, string userId, SessionGeneration generation, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var record in engine.Store.ListAsync(engine.Backend, userId, cancellationToken).ConfigureAwait(false))
        {
            if (record.UserId == userId && !generation.Allows(record.Id, record.Generation)
                && await engine.Store.DeleteAsync(record.Id, userId, record.Generation, cancellationToken).ConfigureAwait(false))
            {
                engine.Metrics.SessionEnded(engine.Name);
                count++;
            }
        }

        return count;
    }

    /// <summary>After a login: the user has no more than so many.</summary>
    public static async ValueTask EndLeastUsedAsync(SessionEngine engine, string userId, int maximum, SessionId own)
    {
        var others = new List<SessionRecord>();
        await foreach (var record in engine.Store.ListAsync(engine.Backend, userId, CancellationToken.None).ConfigureAwait(false))
        {
            if (record.UserId == userId && record.Id != own)
            {
                others.Add(record);
            }
        }

        if (others.Count < maximum)
        {
            return;
        }

        others.Sort(static (a, b) => a.LastSeenAt.CompareTo(b.LastSeenAt));
        for (var i = 0; i <= others.Count - maximum; i++)
        {
            if (await engine.Store.DeleteAsync(others[i].Id, userId, others[i].Generation, CancellationToken.None).ConfigureAwait(false))
            {
                engine.Metrics.SessionEnded(engine.Name);
            }
        }
    }
}
