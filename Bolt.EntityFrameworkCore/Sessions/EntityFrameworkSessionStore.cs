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

/// <summary>Sessions in the application's database.</summary>
internal sealed class EntityFrameworkSessionStore<TContext>(OwnContext<TContext> contexts, TimeProvider time) : SessionRows(time)
    where TContext : DbContext
{
    private readonly Func<TContext, string, CancellationToken, Task<StoredSession?>> _find = EF.CompileAsyncQuery(
        static (TContext context, string id, CancellationToken _) => context.Set<StoredSession>().IgnoreQueryFilters().AsNoTracking().FirstOrDefault(s => s.Id == id));

    public override async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        var (last, now) = (seen.UtcTicks, Time.GetUtcNow().UtcTicks);
        await contexts.RunAsync(
            (context, cancellation) => With(context, id).Where(s => s.Epoch == epoch && s.LastSeenAt < last && s.ExpiresAt > now).ExecuteUpdateAsync(
                set => set.SetProperty(static s => s.LastSeenAt, last).SetProperty(static s => s.ExpiresAt, s => s.EndsAt - last < s.IdleTimeout ? s.EndsAt : last + s.IdleTimeout),
                cancellation),
            cancellationToken).ConfigureAwait(false);
    }

    public override async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (key, now) = (GenerationTable.IdOf(backend, userId), Time.GetUtcNow().UtcTicks);
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

    public override async ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) =>
        await GenerationTable.FindAsync(contexts, GenerationTable.IdOf(backend, userId), cancellationToken).ConfigureAwait(false);

    public override async ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
        await GenerationTable.RaiseAsync(contexts, GenerationTable.IdOf(backend, userId), except, Time, cancellationToken).ConfigureAwait(false);

    public override Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken) => contexts.RunAsync(
        async (context, cancellation) =>
        {
            var isMore = await EndedRows.DeleteAsync(context.Set<StoredSession>().IgnoreQueryFilters(), nameof(StoredSession.ExpiresAt), before.UtcTicks, cancellation).ConfigureAwait(false);
            return await GenerationTable.RemoveEndedAsync(context, before, cancellation).ConfigureAwait(false) || isMore;
        },
        cancellationToken);

    protected override async Task<SessionRecord?> ReadAsync(SessionId id, CancellationToken cancellationToken) =>
        SessionMapping.ToRecord(await contexts.RunAsync((context, cancellation) => _find(context, id.ToString(), cancellation), cancellationToken).ConfigureAwait(false), id);

    protected override Task AddAsync(SessionRecord record, CancellationToken cancellationToken) => contexts.RunAsync(
        (context, cancellation) =>
        {
            var row = new StoredSession();
            SessionMapping.Write(row, record);
            context.Add(row);
            return context.SaveChangesAsync(cancellation);
        },
        cancellationToken);

    protected override bool IsFromDatabase(Exception exception) => exception is DbUpdateException;

    protected override Task<T> ChangeAsync<T>(SessionId id, Func<SessionRecord, (T Result, SessionRecord? Changed)> change, T gone, CancellationToken cancellationToken) => contexts.RunInTransactionAsync(
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

    protected override Task<bool> DeleteAsync(SessionId id, Func<SessionRecord, bool> mayGo, CancellationToken cancellationToken) => contexts.RunInTransactionAsync(
        async (context, cancellation) =>
        {
            var (_, record) = await LockAsync(context, id, cancellation).ConfigureAwait(false);
            if (record is null || !mayGo(record))
            {
                return false;
            }

            await With(context, id).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>The row, which nobody else changes until the transaction ends, and what it says; no record where it is over.</summary>
    private async Task<(StoredSession? Row, SessionRecord? Record)> LockAsync(TContext context, SessionId id, CancellationToken cancellationToken)
    {
        await With(context, id).ExecuteUpdateAsync(static set => set.SetProperty(static s => s.Epoch, static s => s.Epoch), cancellationToken).ConfigureAwait(false);
        var row = await With(context, id).AsTracking().FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return (row, Current(SessionMapping.ToRecord(row, id)));
    }

    private static IQueryable<StoredSession> With(TContext context, SessionId id)
    {
        var key = id.ToString();
        return context.Set<StoredSession>().IgnoreQueryFilters().Where(s => s.Id == key);
    }
}
