using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Refresh;

namespace Bolt;

/// <summary>Keeps sign-ins in this process's memory. For a program that runs once: other processes do not know them, and a restart ends them.</summary>
public sealed class InMemoryRefreshTokenStore : IRefreshTokenStore, IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, FamilyEntry> _entries = new();
    private readonly FamilyIndex _users = new();
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    /// <summary>Created by services.</summary>
    /// <param name="time">The clock.</param>
    public InMemoryRefreshTokenStore(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _sweep = time.CreateTimer(static store => ((InMemoryRefreshTokenStore)store!).Sweep(), this, SweepInterval, SweepInterval);
    }

    internal int Count => _entries.Count;

    internal int IndexedUsers => _users.Count;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The family's id is not 32 lower-case hexadecimal digits.</exception>
    public ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (!FamilyEntry.TryParseId(family.Id, out var id))
        {
            throw new ArgumentException("A family's id is 32 lower-case hexadecimal digits.", nameof(family));
        }

        var entry = new FamilyEntry(id, family);
        if (_entries.TryAdd(id, entry))
        {
            _users.Add(entry);
            if (entry.IsEnded)
            {
                // A caller that ended it meanwhile found nothing to remove.
                _users.Remove(entry);
            }

            return default;
        }

        return _entries.TryGetValue(id, out var known) && known.Is(family.Current) ? default
            : throw new InvalidOperationException("There is another family with this id.");
    }

    /// <inheritdoc />
    public ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken) => new(Find(id)?.Read());

    /// <inheritdoc />
    public ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new(Find(next.Id)?.TryReplace(next, expectedGeneration) == true);
    }

    /// <inheritdoc />
    public ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) => new(Find(id) is { } entry && Remove(entry));

    /// <inheritdoc />
    public async IAsyncEnumerable<RefreshFamily> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await default(ValueTask).ConfigureAwait(false);
        foreach (var entry in _users.Find(userId))
        {
            if (entry.Read() is { } family)
            {
                yield return family;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) => new(_users.Generation(userId));

    /// <inheritdoc />
    public ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) => new(_users.Raise(userId, _time.GetUtcNow()));

    /// <summary>Stops sweeping.</summary>
    public void Dispose() => _sweep.Dispose();

    private FamilyEntry? Find(string id) => FamilyEntry.TryParseId(id, out var key) && _entries.TryGetValue(key, out var entry) ? entry : null;

    private bool Remove(FamilyEntry entry)
    {
        // First: what waits for the entry's lock meanwhile finds it ended.
        if (!entry.End())
        {
            return false;
        }

        _entries.TryRemove(entry.Id, out _);
        _users.Remove(entry);
        return true;
    }

    private void Sweep()
    {
        var now = _time.GetUtcNow();
        foreach (var (_, entry) in _entries)
        {
            if (entry.IsOver(now))
            {
                Remove(entry);
            }
        }

        _users.Sweep(now);
    }
}
