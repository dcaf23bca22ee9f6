using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>Sign-ins with refresh tokens in a database without Entity Framework Core, in its tables.</summary>
internal sealed class DatabaseRefreshTokenStore : FamilyRows
{
    private static readonly Table Table = new("BoltRefreshFamilies", FamilyRow.Columns);
    private static readonly EndedRows Ended = new("BoltRefreshFamilies", "ExpiresAt");
    private static readonly string Find = Table.Select + "WHERE \"Id\" = @Id";
    private static readonly string List = Table.Select + "WHERE \"UserKey\" = @UserKey AND \"EndedAt\" IS NULL";
    private static readonly string Lock = Table.Lock("Generation");
    private static readonly string Replace = Table.Update(FamilyRow.Replaced) + " AND \"Generation\" = @expected AND \"EndedAt\" IS NULL";
    private static readonly string End = Table.Update(["EndedAt", "EndReason"]);

    private readonly Database _database;
    private readonly DatabaseGenerations _generations;

    public DatabaseRefreshTokenStore(DbDataSource source, TimeProvider time)
    {
        _database = new Database(source);
        _generations = new DatabaseGenerations(_database, time);
    }

    public override async IAsyncEnumerable<RefreshFamily> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var families = await _database.RunAsync(
            (statements, cancellation) => statements.ReadAsync(List, [Parameter.Id("UserKey", FamilyRow.KeyOf(userId))], FamilyRow.Read, cancellation), cancellationToken).ConfigureAwait(false);
        foreach (var family in families)
        {
            yield return family;
        }
    }

    public override async ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) =>
        (await _generations.FindAsync(FamilyRow.KeyOf(userId), cancellationToken).ConfigureAwait(false)).Current;

    public override async ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) =>
        (await _generations.RaiseAsync(FamilyRow.KeyOf(userId), null, cancellationToken).ConfigureAwait(false)).Current;

    public override async Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var isMore = await Ended.DeleteAsync(_database, before.UtcTicks, cancellationToken).ConfigureAwait(false);
        return await _generations.RemoveEndedAsync(before, cancellationToken).ConfigureAwait(false) || isMore;
    }

    public override ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken) => _database.GetUtcNowAsync(cancellationToken);

    protected override Task<RefreshFamily?> ReadAsync(string id, CancellationToken cancellationToken) =>
        _database.RunAsync((statements, cancellation) => ReadAsync(statements, id, cancellation), cancellationToken);

    protected override Task AddAsync(RefreshFamily family, CancellationToken cancellationToken) =>
        _database.RunAsync((statements, cancellation) => statements.ExecuteAsync(Table.Insert, FamilyRow.Write(family), cancellation), cancellationToken);

    protected override bool IsFromDatabase(Exception exception) => exception is DbException;

    protected override Task ReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken) => _database.RunAsync(
        (statements, cancellation) => statements.ExecuteAsync(Replace, [.. FamilyRow.WriteReplaced(next), Parameter.Integer("expected", expectedGeneration)], cancellation), cancellationToken);

    protected override Task<bool> EndRowAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) => _database.RunInTransactionAsync(
        async (statements, cancellation) =>
        {
            await statements.ExecuteAsync(Lock, [Parameter.Id("Id", id)], cancellation).ConfigureAwait(false);
            if (await ReadAsync(statements, id, cancellation).ConfigureAwait(false) is not { EndedAt: null })
            {
                return false;
            }

            await statements.ExecuteAsync(End, [.. FamilyRow.WriteEnd(endedAt, reason), Parameter.Id("Id", id)], cancellation).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static async Task<RefreshFamily?> ReadAsync(Statements statements, string id, CancellationToken cancellationToken)
    {
        var rows = await statements.ReadAsync(Find, [Parameter.Id("Id", id)], FamilyRow.Read, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }
}
