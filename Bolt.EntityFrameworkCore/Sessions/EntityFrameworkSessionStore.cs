using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;
using Bolt.EntityFrameworkCore.CleanUp;
using Bolt.EntityFrameworkCore.Context;
using Bolt.EntityFrameworkCore.Generations;
using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.Sessions;

/// <summary>
/// Sessions in the application's database. Whatever changes one first takes its row's lock, by an update that changes nothing, and reads it then: writers of a session follow one another in every database, and
/// no count of rows, no dialect and no error code is asked for.
/// </summary>
internal sealed class EntityFrameworkSessionStore<TContext>(OwnContext<TContext> contexts, TimeProvider time) : ISessionStore, ICleanable
    where TContext : DbContext
{
    private const int Tries = 3;

    private readonly Func<TContext, string, CancellationToken, Task<StoredSession?>> _find = EF.CompileAsyncQuery(
        static (TContext context, string id, CancellationToken _) => context.Set<StoredSession>().IgnoreQueryFilters().AsNoTracking().FirstOrDefault(s => s.Id == id));

    public async ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } record && !record.IsOver(time.GetUtcNow()) ? record : null;

    public async ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await contexts.RunAsync((context, cancellation) => AddAsync(context, record, cancellation), cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException)
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

    public async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        var (last, now) = (seen.UtcTicks, time.GetUtcNow().UtcTicks);
        await contexts.RunAsync(
            (context, cancellation) => With(context, id).Where(s => s.Epoch == epoch && s.LastSeenAt < last && s.ExpiresAt > now).ExecuteUpdateAsync(
                set => set.SetProperty(static s => s.LastSeenAt, last).SetProperty(static s => s.ExpiresAt, s => s.EndsAt - last < s.IdleTimeout ? s.EndsAt : last + s.IdleTimeout),
                cancellation),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) => await contexts.RunInTransactionAsync(
        async (context, cancellation) =>
        {
            var (_, record) = await LockAsync(context, id, cancellation).ConfigureAwait(false);
            if (record is null || !string.Equals(record.UserId, userId, StringComparison.Ordinal) || (generation is not null && generation != record.Generation))
            {
                return false;
            }

            await With(context, id).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (key, now) = (GenerationTable.IdOf(backend, userId), time.GetUtcNow().UtcTicks);
        var rows = await contexts.RunAsync(
            (context, cancellation) => context.Set<StoredSession>().IgnoreQueryFilters().AsNoTracking().Where(s => s.UserKey == key && s.ExpiresAt > now).ToListAsync(cancellation),
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (SessionMapping.ToRecord(row) is { } record)
            {
                yield return record;
            }
        }
    }

    public async ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) =>
        await GenerationTable.FindAsync(contexts, GenerationTable.IdOf(backend, userId), cancellationToken).ConfigureAwait(false);

    public async ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
        await GenerationTable.RaiseAsync(contexts, GenerationTable.IdOf(backend, userId), except, time, cancellationToken).ConfigureAwait(false);

    public async ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await RemoveEndedAsync(now.AddTicks(1), cancellationToken).ConfigureAwait(false))
        {
        }
    }

    public Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken) => contexts.RunAsync(
        async (context, cancellation) =>
        {
            var isMore = await EndedRows.DeleteAsync(context.Set<StoredSession>().IgnoreQueryFilters(), nameof(StoredSession.ExpiresAt), before.UtcTicks, cancellation).ConfigureAwait(false);
            return await GenerationTable.RemoveEndedAsync(context, before, cancellation).ConfigureAwait(false) || isMore;
        },
        cancellationToken);

    private async Task<SessionRecord?> ReadAsync(SessionId id, CancellationToken cancellationToken) =>
        SessionMapping.ToRecord(await contexts.RunAsync((context, cancellation) => _find(context, id.ToString(), cancellation), cancellationToken).ConfigureAwait(false), id);

    private static async Task<bool> AddAsync(TContext context, SessionRecord record, CancellationToken cancellationToken)
    {
        var row = new StoredSession();
        SessionMapping.Write(row, record);
        context.Add(row);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private Task<T> ChangeAsync<T>(SessionId id, Func<SessionRecord, (T Result, SessionRecord? Changed)> change, T gone, CancellationToken cancellationToken) => contexts.RunInTransactionAsync(
        async (context, cancellation) =>
        {
            var (row, record) = await LockAsync(context, id, cancellation).ConfigureAwait(false);
            if (record is null)
            {
                return gone;
            }

            var (result, changed) = change(record);
            if (changed is not null)
            {
                SessionMapping.Write(row!, changed);
                await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            }

            return result;
        },
        cancellationToken);

    /// <summary>The row, which nobody else changes until the transaction ends, and what it says; no record where it is over.</summary>
    private async Task<(StoredSession? Row, SessionRecord? Record)> LockAsync(TContext context, SessionId id, CancellationToken cancellationToken)
    {
        await With(context, id).ExecuteUpdateAsync(static set => set.SetProperty(static s => s.Epoch, static s => s.Epoch), cancellationToken).ConfigureAwait(false);
        var row = await With(context, id).AsTracking().FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return (row, SessionMapping.ToRecord(row, id) is { } record && !record.IsOver(time.GetUtcNow()) ? record : null);
    }

    private static IQueryable<StoredSession> With(TContext context, SessionId id)
    {
        var key = id.ToString();
        return context.Set<StoredSession>().IgnoreQueryFilters().Where(s => s.Id == key);
    }
}
