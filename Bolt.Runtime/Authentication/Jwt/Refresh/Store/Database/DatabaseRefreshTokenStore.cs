using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>
/// Sign-ins with refresh tokens in a database without Entity Framework Core, in its tables: a row each, replaced by compare and swap. What is there afterwards says who has won, not a count of rows.
/// </summary>
internal sealed class DatabaseRefreshTokenStore : IRefreshTokenStore, ICleanable, IStoreClock
{
    private const int Tries = 3;

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

    public async ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (!FamilyEntry.TryParseId(family.Id, out _))
        {
            throw new ArgumentException("A family's id is 32 lower-case hexadecimal digits.", nameof(family));
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _database.RunAsync((statements, cancellation) => statements.ExecuteAsync(Table.Insert, FamilyRow.Write(family), cancellation), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (DbException e)
            {
                // There already, or the answer was lost: the row says which.
                if (await FindAsync(family.Id, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    if (found.Current.AsSpan().SequenceEqual(family.Current))
                    {
                        return;
                    }

                    throw new InvalidOperationException("There is another family with this id.", e);
                }

                if (attempt == Tries)
                {
                    throw;
                }
            }
        }
    }

    public async ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken) => FamilyEntry.TryParseId(id, out _)
        ? await _database.RunAsync((statements, cancellation) => ReadAsync(statements, id, cancellation), cancellationToken).ConfigureAwait(false)
        : null;

    public async ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (!FamilyEntry.TryParseId(next.Id, out _))
        {
            return false;
        }

        await _database.RunAsync(
            (statements, cancellation) => statements.ExecuteAsync(Replace, [.. FamilyRow.WriteReplaced(next), Parameter.Integer("expected", expectedGeneration)], cancellation),
            cancellationToken).ConfigureAwait(false);

        // Nobody else's hash is the same: it is made of random bytes.
        return await FindAsync(next.Id, cancellationToken).ConfigureAwait(false) is { } found && found.Generation == next.Generation && found.Current.AsSpan().SequenceEqual(next.Current);
    }

    public async ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) => FamilyEntry.TryParseId(id, out _) && await _database.RunInTransactionAsync(
        async (statements, cancellation) =>
        {
            // First, for the row's lock: of two that end it, the later one reads that it is ended.
            await statements.ExecuteAsync(Lock, [Parameter.Id("Id", id)], cancellation).ConfigureAwait(false);
            if (await ReadAsync(statements, id, cancellation).ConfigureAwait(false) is not { EndedAt: null })
            {
                return false;
            }

            await statements.ExecuteAsync(End, [.. FamilyRow.WriteEnd(endedAt, reason), Parameter.Id("Id", id)], cancellation).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<RefreshFamily> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var families = await _database.RunAsync(
            (statements, cancellation) => statements.ReadAsync(List, [Parameter.Id("UserKey", FamilyRow.KeyOf(userId))], FamilyRow.Read, cancellation), cancellationToken).ConfigureAwait(false);
        foreach (var family in families)
        {
            yield return family;
        }
    }

    public async ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) =>
        (await _generations.FindAsync(FamilyRow.KeyOf(userId), cancellationToken).ConfigureAwait(false)).Current;

    public async ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) =>
        (await _generations.RaiseAsync(FamilyRow.KeyOf(userId), null, cancellationToken).ConfigureAwait(false)).Current;

    public async Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var isMore = await Ended.DeleteAsync(_database, before.UtcTicks, cancellationToken).ConfigureAwait(false);
        return await _generations.RemoveEndedAsync(before, cancellationToken).ConfigureAwait(false) || isMore;
    }

    public ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken) => _database.GetUtcNowAsync(cancellationToken);

    private static async Task<RefreshFamily?> ReadAsync(Statements statements, string id, CancellationToken cancellationToken)
    {
        var rows = await statements.ReadAsync(Find, [Parameter.Id("Id", id)], FamilyRow.Read, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }
}
