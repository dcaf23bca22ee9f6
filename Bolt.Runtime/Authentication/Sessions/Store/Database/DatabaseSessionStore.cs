using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;

namespace Bolt.Authentication.Sessions;

/// <summary>
/// Sessions in a database without Entity Framework Core, in its tables. Whatever changes one first takes its row's lock, by an update that changes nothing, and reads it then: writers of a session follow one
/// another in every database, and no count of rows, no dialect and no error code is asked for.
/// </summary>
internal sealed class DatabaseSessionStore : ISessionStore, ICleanable
{
    private const int Tries = 3;

    private static readonly Table Table = new("BoltSessions", ["Id", .. SessionRow.Columns]);
    private static readonly EndedRows Ended = new("BoltSessions", "ExpiresAt");
    private static readonly string Find = Table.Select + "WHERE \"Id\" = @Id";
    private static readonly string List = Table.Select + "WHERE \"UserKey\" = @UserKey AND \"ExpiresAt\" > @now";
    private static readonly string Lock = Table.Lock("Epoch");
    private static readonly string Update = Table.Update(SessionRow.Columns);

    private const string Touch = """
        UPDATE "BoltSessions" SET "LastSeenAt" = @seen, "ExpiresAt" = CASE WHEN "EndsAt" - @seen < "IdleTimeout" THEN "EndsAt" ELSE @seen + "IdleTimeout" END
        WHERE "Id" = @Id AND "Epoch" = @epoch AND "LastSeenAt" < @seen AND "ExpiresAt" > @now
        """;

    private readonly Database _database;
    private readonly DatabaseGenerations _generations;
    private readonly TimeProvider _time;

    public DatabaseSessionStore(DbDataSource source, TimeProvider time)
    {
        (_database, _time) = (new Database(source), time);
        _generations = new DatabaseGenerations(_database, time);
    }

    public async ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } record && !record.IsOver(_time.GetUtcNow()) ? record : null;

    public async ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _database.RunAsync((statements, cancellation) => statements.ExecuteAsync(Table.Insert, SessionRow.Write(record), cancellation), cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DbException)
            {
                // There already, or the answer was lost: the row says which. Nobody else's hash is the same.
                if (await ReadAsync(record.Id, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    return found.SecretHash == record.SecretHash;
                }

                if (attempt == Tries)
                {
                    throw;
                }
            }
        }
    }

    public async ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return await ChangeAsync(
            id,
            record => record.Epoch != epoch ? (SessionWrite.Gone, null) : record.With(changes) is { } changed ? (SessionWrite.Applied, changed) : (SessionWrite.TooLarge, null),
            SessionWrite.Gone,
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken) => await ChangeAsync<ReadOnlyMemory<byte>?>(
        id,
        record =>
        {
            if (record.Epoch == epoch && record.Values.TryGetValue(name, out var value))
            {
                return (value, record.With(new SessionChanges { Removed = [name] }));
            }

            // Not in one expression with the line above: there null would be an empty value.
            return (null, null);
        },
        null,
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rotation);
        ArgumentNullException.ThrowIfNull(changes);
        return await ChangeAsync(
            id,
            record => record.SecretHash != from ? (SessionWrite.Gone, null) : record.Rotated(rotation, changes) is { } rotated ? (SessionWrite.Applied, rotated) : (SessionWrite.TooLarge, null),
            SessionWrite.Gone,
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken) => await _database.RunAsync(
        (statements, cancellation) => statements.ExecuteAsync(
            Touch,
            [Parameter.Id("Id", id.ToString()), Parameter.Integer("epoch", epoch), Parameter.Number("seen", seen.UtcTicks), Parameter.Number("now", _time.GetUtcNow().UtcTicks)],
            cancellation),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) => await _database.RunInTransactionAsync(
        async (statements, cancellation) =>
        {
            var record = await LockAsync(statements, id, cancellation).ConfigureAwait(false);
            if (record is null || !string.Equals(record.UserId, userId, StringComparison.Ordinal) || (generation is not null && generation != record.Generation))
            {
                return false;
            }

            await statements.ExecuteAsync(Table.Delete, Key(id), cancellation).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await _database.RunAsync(
            (statements, cancellation) => statements.ReadAsync(
                List, [Parameter.Id("UserKey", DatabaseGenerations.IdOf(backend, userId)), Parameter.Number("now", _time.GetUtcNow().UtcTicks)], SessionRow.Read, cancellation),
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (row is not null)
            {
                yield return row;
            }
        }
    }

    public async ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) =>
        await _generations.FindAsync(DatabaseGenerations.IdOf(backend, userId), cancellationToken).ConfigureAwait(false);

    public async ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
        await _generations.RaiseAsync(DatabaseGenerations.IdOf(backend, userId), except, cancellationToken).ConfigureAwait(false);

    public async ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await RemoveEndedAsync(now.AddTicks(1), cancellationToken).ConfigureAwait(false))
        {
        }
    }

    public async Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var isMore = await Ended.DeleteAsync(_database, before.UtcTicks, cancellationToken).ConfigureAwait(false);
        return await _generations.RemoveEndedAsync(before, cancellationToken).ConfigureAwait(false) || isMore;
    }

    private static Parameter[] Key(SessionId id) => [Parameter.Id("Id", id.ToString())];

    private Task<SessionRecord?> ReadAsync(SessionId id, CancellationToken cancellationToken) =>
        _database.RunAsync((statements, cancellation) => ReadAsync(statements, id, cancellation), cancellationToken);

    /// <summary>Null also where the row is another one's: a database may compare letters without their case.</summary>
    private static async Task<SessionRecord?> ReadAsync(Statements statements, SessionId id, CancellationToken cancellationToken) =>
        (await statements.ReadAsync(Find, Key(id), SessionRow.Read, cancellationToken).ConfigureAwait(false)) is [{ } record] && record.Id == id ? record : null;

    private Task<T> ChangeAsync<T>(SessionId id, Func<SessionRecord, (T Result, SessionRecord? Changed)> change, T gone, CancellationToken cancellationToken) => _database.RunInTransactionAsync(
        async (statements, cancellation) =>
        {
            if (await LockAsync(statements, id, cancellation).ConfigureAwait(false) is not { } record)
            {
                return gone;
            }

            var (result, changed) = change(record);
            if (changed is not null)
            {
                await statements.ExecuteAsync(Update, SessionRow.Write(changed), cancellation).ConfigureAwait(false);
            }

            return result;
        },
        cancellationToken);

    /// <summary>The session, which nobody else changes until the transaction ends; null where it is over.</summary>
    private async Task<SessionRecord?> LockAsync(Statements statements, SessionId id, CancellationToken cancellationToken)
    {
        await statements.ExecuteAsync(Lock, Key(id), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(statements, id, cancellationToken).ConfigureAwait(false) is { } record && !record.IsOver(_time.GetUtcNow()) ? record : null;
    }
}
