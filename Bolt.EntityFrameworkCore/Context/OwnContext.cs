using System;
using System.Threading;
using System.Threading.Tasks;
using System.Transactions;
using Bolt.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Context;

/// <summary>
/// Runs with a context of its own, and outside of any ambient transaction: what the request's context rolls back or leaves unsaved must not take a revocation along. From the factory where one is registered,
/// else from a scope made for it.
/// </summary>
internal sealed class OwnContext<TContext>(IServiceScopeFactory scopes)
    where TContext : DbContext
{
    public async Task<T> RunAsync<T>(Func<TContext, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        using var alone = Transaction.Current is null ? null : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (scope.ServiceProvider.GetService<IDbContextFactory<TContext>>() is not { } factory)
            {
                return await run(scope.ServiceProvider.GetRequiredService<TContext>(), cancellationToken).ConfigureAwait(false);
            }

            var context = await factory.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                return await run(context, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>See <see cref="IStoreClock"/>.</summary>
    public async ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken) => await RunAsync(
        static async (context, cancellation) =>
        {
            await context.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            var command = context.Database.GetDbConnection().CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = StoreTime.Statement;
                return StoreTime.Read(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false));
            }
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>In one transaction, which sees what others have committed once it holds a row's lock. May run more than once, where the context retries: from the beginning, and with nothing tracked.</summary>
    public Task<T> RunInTransactionAsync<T>(Func<TContext, CancellationToken, Task<T>> run, CancellationToken cancellationToken) => RunAsync(
        (context, cancellation) =>
        {
            // A savepoint before each save would be another round trip, for a transaction that is given up when anything fails.
            context.Database.AutoSavepointsEnabled = false;
            return context.Database.CreateExecutionStrategy().ExecuteAsync(
                async inner =>
                {
                    context.ChangeTracker.Clear();
                    var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, inner).ConfigureAwait(false);
                    await using (transaction.ConfigureAwait(false))
                    {
                        var result = await run(context, inner).ConfigureAwait(false);
                        await transaction.CommitAsync(inner).ConfigureAwait(false);
                        return result;
                    }
                },
                cancellation);
        },
        cancellationToken);
}
