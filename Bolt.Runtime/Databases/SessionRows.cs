using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Databases;

/// <summary>
/// Sessions as rows: the rules. Whatever changes a session first takes its row's lock, by an update that changes nothing, and reads it then: writers of a session follow one another in every database, and no
/// count of rows, no dialect and no error code is asked for. What derives from it reads and writes rows, with Entity Framework Core or without.
/// </summary>
internal abstract class SessionRows(TimeProvider time) : ISessionStore, ICleanable
{
    private const int Tries = 3;

    protected TimeProvider Time => time;

    /// <summary>The row, over or not; null also where it is another one's: a database may compare letters without their case.</summary>
    protected abstract Task<SessionRecord?> ReadAsync(SessionId id, CancellationToken cancellationToken);

    protected abstract Task AddAsync(SessionRecord record, CancellationToken cancellationToken);

    /// <summary>True for what <see cref="AddAsync"/> throws where the database refuses a row.</summary>
    protected abstract bool IsFromDatabase(Exception exception);

    /// <summary>Locks the row, and writes what becomes of it, if anything.</summary>
    /// <param name="id">Which.</param>
    /// <param name="change">What becomes of a session that is not over.</param>
    /// <param name="gone">The result where there is none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected abstract Task<T> ChangeAsync<T>(SessionId id, Func<SessionRecord, (T Result, SessionRecord? Changed)> change, T gone, CancellationToken cancellationToken);

    /// <summary>Locks the row, and deletes it where a session that is not over may go.</summary>
    protected abstract Task<bool> DeleteAsync(SessionId id, Func<SessionRecord, bool> mayGo, CancellationToken cancellationToken);

    public abstract ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken);

    public abstract IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, CancellationToken cancellationToken);

    public abstract ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken);

    public abstract ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken);

    public abstract Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken);

    public async ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) => Current(await ReadAsync(id, cancellationToken).ConfigureAwait(false));

    public async ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AddAsync(record, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (Exception e) when (IsFromDatabase(e))
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

    public async ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) => await DeleteAsync(
        id,
        record => string.Equals(record.UserId, userId, StringComparison.Ordinal) && (generation is null || generation == record.Generation),
        cancellationToken).ConfigureAwait(false);

    public async ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await RemoveEndedAsync(now.AddTicks(1), cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Null for one that is over.</summary>
    protected SessionRecord? Current(SessionRecord? record) => record?.IsOver(time.GetUtcNow()) == false ? record : null;
}
