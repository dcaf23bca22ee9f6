using System;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using System.Transactions;
using IsolationLevel = System.Data.IsolationLevel;

namespace Bolt.Databases;

/// <summary>
/// A database without Entity Framework Core. Each call has a connection of its own, and stands outside of any ambient transaction: what the caller rolls back must not take along what was revoked or ended.
/// </summary>
internal sealed class Database(DbDataSource source)
{
    public Task<T> RunAsync<T>(Func<Statements, CancellationToken, Task<T>> run, CancellationToken cancellationToken) =>
        WithConnectionAsync((connection, cancellation) => run(new Statements(connection, null), cancellation), cancellationToken);

    /// <summary>In one transaction, which sees what others have committed once it holds a row's lock.</summary>
    public Task<T> RunInTransactionAsync<T>(Func<Statements, CancellationToken, Task<T>> run, CancellationToken cancellationToken) => WithConnectionAsync(
        async (connection, cancellation) =>
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await run(new Statements(connection, transaction), cancellation).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                return result;
            }
        },
        cancellationToken);

    /// <summary>See <see cref="IStoreClock"/>.</summary>
    public async ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken) =>
        StoreTime.Read(await RunAsync(static (statements, cancellation) => statements.FindValueAsync(StoreTime.Statement, [], cancellation), cancellationToken).ConfigureAwait(false));

    private async Task<T> WithConnectionAsync<T>(Func<DbConnection, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        using var alone = Transaction.Current is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await run(connection, cancellationToken).ConfigureAwait(false);
        }
    }
}
