using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;

namespace Bolt.Authentication.Sessions;

/// <summary>Sessions in a database without Entity Framework Core, in its tables.</summary>
internal sealed class DatabaseSessionStore : SessionRows
{
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

    public DatabaseSessionStore(DbDataSource source, TimeProvider time)
        : base(time)
    {
        _database = new Database(source);
        _generations = new DatabaseGenerations(_database, time);
    }

    public override async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken) => await _database.RunAsync(
        (statements, cancellation) => statements.ExecuteAsync(
            Touch,
            [Parameter.Id("Id", id.ToString()), Parameter.Integer("epoch", epoch), Parameter.Number("seen", seen.UtcTicks), Parameter.Number("now", Time.GetUtcNow().UtcTicks)],
            cancellation),
        cancellationToken).ConfigureAwait(false);

    public override async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await _database.RunAsync(
            (statements, cancellation) => statements.ReadAsync(
                List, [Parameter.Id("UserKey", DatabaseGenerations.IdOf(backend, userId)), Parameter.Number("now", Time.GetUtcNow().UtcTicks)], SessionRow.Read, cancellation),
            cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (row is not null)
            {
                yield return row;
            }
        }
    }

    public override async ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) =>
        await _generations.FindAsync(DatabaseGenerations.IdOf(backend, userId), cancellationToken).ConfigureAwait(false);

    public override async ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
        await _generations.RaiseAsync(DatabaseGenerations.IdOf(backend, userId), except, cancellationToken).ConfigureAwait(false);

    public override async Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var isMore = await Ended.DeleteAsync(_database, before.UtcTicks, cancellationToken).ConfigureAwait(false);
        return await _generations.RemoveEndedAsync(before, cancellationToken).ConfigureAwait(false) || isMore;
    }

    protected override Task<SessionRecord?> ReadAsync(SessionId id, CancellationToken cancellationToken) =>
        _database.RunAsync((statements, cancellation) => ReadAsync(statements, id, cancellation), cancellationToken);

    protected override Task AddAsync(SessionRecord record, CancellationToken cancellationToken) =>
        _database.RunAsync((statements, cancellation) => statements.ExecuteAsync(Table.Insert, SessionRow.Write(record), cancellation), cancellationToken);

    protected override bool IsFromDatabase(Exception exception) => exception is DbException;

    protected override Task<T> ChangeAsync<T>(SessionId id, Func<SessionRecord, (T Result, SessionRecord? Changed)> change, T gone, CancellationToken cancellationToken) => _database.RunInTransactionAsync(
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

    protected override Task<bool> DeleteAsync(SessionId id, Func<SessionRecord, bool> mayGo, CancellationToken cancellationToken) => _database.RunInTransactionAsync(
        async (statements, cancellation) =>
        {
            if (await LockAsync(statements, id, cancellation).ConfigureAwait(false) is not { } record || !mayGo(record))
            {
                return false;
            }

            await statements.ExecuteAsync(Table.Delete, Key(id), cancellation).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static Parameter[] Key(SessionId id) => [Parameter.Id("Id", id.ToString())];

    private static async Task<SessionRecord?> ReadAsync(Statements statements, SessionId id, CancellationToken cancellationToken) =>
        (await statements.ReadAsync(Find, Key(id), SessionRow.Read, cancellationToken).ConfigureAwait(false)) is [{ } record] && record.Id == id ? record : null;

    /// <summary>The session, which nobody else changes until the transaction ends; null where it is over.</summary>
    private async Task<SessionRecord?> LockAsync(Statements statements, SessionId id, CancellationToken cancellationToken)
    {
        await statements.ExecuteAsync(Lock, Key(id), cancellationToken).ConfigureAwait(false);
        return Current(await ReadAsync(statements, id, cancellationToken).ConfigureAwait(false));
    }
}
