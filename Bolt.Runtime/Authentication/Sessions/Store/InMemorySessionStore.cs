using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Sessions;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// Keeps sessions in this process's memory. For a program that runs once: other processes do not know them, and a restart ends them. Bounded: when it is full, it takes no
/// new sessions instead of ending those of others.
/// </summary>
public sealed class InMemorySessionStore : ISessionStore, IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SessionId, Entry> _entries = new();
    private readonly UserIndex _users = new();
    private readonly StoreRoom _room;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    /// <summary>Made by services.</summary>
    /// <param name="options">How much it keeps.</param>
    /// <param name="time">The clock.</param>
    public InMemorySessionStore(IOptions<InMemorySessionStoreOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _room = new StoreRoom(options.Value.MaximumSize, options.Value.MaximumAnonymousSize);
        _time = time;
        _sweep = time.CreateTimer(static store => ((InMemorySessionStore)store!).Sweep(), this, SweepInterval, SweepInterval);
    }

    internal int Count => _entries.Count;

    internal int IndexedUsers => _users.Count;

    internal (long All, long Anonymous) Size => _room.Used;

    /// <inheritdoc />
    public ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        new(_entries.TryGetValue(id, out var entry) && entry.Record is { } record && !record.IsOver(_time.GetUtcNow()) ? record : null);

    /// <inheritdoc />
    public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var entry = new Entry(record);
        var size = StoreRoom.SizeOf(record);
        _room.Take(size, record.UserId is null);
        _users.Add(record.Backend, record.UserId, record.Id);
        if (_entries.TryAdd(record.Id, entry))
        {
            return new(true);
        }

        _room.Give(size, record.UserId is null);
        return new(false);
    }

    /// <inheritdoc />
    public ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (!_entries.TryGetValue(id, out var entry))
        {
            return new(SessionWrite.Gone);
        }

        lock (entry)
        {
            if (Live(entry) is not { } record || record.Epoch != epoch)
            {
                return new(SessionWrite.Gone);
            }

            var values = SessionValues.Merge(record.Values, changes);
            if (SessionValues.IsTooLarge(record.Values, values, changes.MaximumSize))
            {
                return new(SessionWrite.TooLarge);
            }

            Replace(entry, record, SessionValues.With(record, values));
            return new(SessionWrite.Applied);
        }
    }

    /// <inheritdoc />
    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            return default;
        }

        lock (entry)
        {
            if (Live(entry) is not { } record || record.Epoch != epoch || !record.Values.TryGetValue(name, out var value))
            {
                return default;
            }

            Replace(entry, record, SessionValues.With(record, SessionValues.Merge(record.Values, new SessionChanges { Removed = [name] })));
            return new(value);
        }
    }

    /// <inheritdoc />
    public ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rotation);
        ArgumentNullException.ThrowIfNull(changes);
        if (!_entries.TryGetValue(id, out var entry))
        {
            return new(SessionWrite.Gone);
        }

        lock (entry)
        {
            if (Live(entry) is not { } record || record.SecretHash != from)
            {
                return new(SessionWrite.Gone);
            }

            var values = SessionValues.Merge(record.Values, changes);
            if (SessionValues.IsTooLarge(record.Values, values, changes.MaximumSize))
            {
                return new(SessionWrite.TooLarge);
            }

            // Room first: a store that is full leaves no name behind. The index before the record: an entry too many is harmless, and a missing one is not.
            var rotated = SessionValues.Rotated(record, rotation, values);
            TakeRoom(record, rotated);
            if (record.UserId != rotation.UserId)
            {
                _users.Add(record.Backend, rotation.UserId, id);
            }

            entry.Record = rotated;
            if (record.UserId != rotation.UserId)
            {
                _users.Remove(record.Backend, record.UserId, id);
            }

            return new(SessionWrite.Applied);
        }
    }

    /// <inheritdoc />
    public ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(id, out var entry))
        {
            lock (entry)
            {
                if (Live(entry) is { } record && record.Epoch == epoch)
                {
                    record.See(seen);
                }
            }
        }

        return default;
    }

    /// <inheritdoc />
    public ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            return new(false);
        }

        lock (entry)
        {
            if (Live(entry) is not { } record || record.UserId != userId || (generation is not null && generation != record.Generation))
            {
                return new(false);
            }

            Remove(entry, record);
            return new(true);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await default(ValueTask).ConfigureAwait(false);
        foreach (var id in _users.Find(backend, userId))
        {
            if (_entries.TryGetValue(id, out var entry) && entry.Record is { } record && !record.IsOver(_time.GetUtcNow()))
            {
                yield return record;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) => new(_users.Generation(backend, userId));

    /// <inheritdoc />
    public ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
        new(_users.EndGeneration(backend, userId, except, _time.GetUtcNow()));

    /// <inheritdoc />
    public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Purge(now);
        return default;
    }

    /// <summary>Stops sweeping.</summary>
    public void Dispose() => _sweep.Dispose();

    private void Purge(DateTimeOffset now)
    {
        foreach (var (_, entry) in _entries)
        {
            if (entry.Record is { } seen && seen.IsOver(now))
            {
                lock (entry)
                {
                    if (entry.Record is { } record && record.IsOver(now))
                    {
                        Remove(entry, record);
                    }
                }
            }
        }

        _users.Purge(now);
    }

    private void Sweep() => Purge(_time.GetUtcNow());

    private SessionRecord? Live(Entry entry) => entry.Record is { } record && !record.IsOver(_time.GetUtcNow()) ? record : null;

    private void Replace(Entry entry, SessionRecord before, SessionRecord after)
    {
        TakeRoom(before, after);
        entry.Record = after;
    }

    /// <exception cref="SessionStoreFullException">There is not so much.</exception>
    private void TakeRoom(SessionRecord before, SessionRecord after) =>
        _room.Change(StoreRoom.SizeOf(before), before.UserId is null, StoreRoom.SizeOf(after), after.UserId is null);

    private void Remove(Entry entry, SessionRecord record)
    {
        entry.Record = null;
        _entries.TryRemove(record.Id, out _);
        _users.Remove(record.Backend, record.UserId, record.Id);
        _room.Give(StoreRoom.SizeOf(record), record.UserId is null);
    }

    private sealed class Entry(SessionRecord record)
    {
        private volatile SessionRecord? _record = record;

        /// <summary>Null once it was removed: a caller that waited for the lock must not bring it back.</summary>
        public SessionRecord? Record
        {
            get => _record;
            set => _record = value;
        }
    }
}
