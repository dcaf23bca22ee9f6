using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Bolt.EntityFrameworkCore.Context;

/// <summary>Stops the start where the context does not know the tables: the first request would say so much later.</summary>
internal sealed class ModelCheck<TContext, TEntity>(OwnContext<TContext> contexts, string call) : IHostedLifecycleService
    where TContext : DbContext
    where TEntity : class
{
    public Task StartingAsync(CancellationToken cancellationToken) => contexts.RunAsync(
        (context, _) => context.Model.FindEntityType(typeof(TEntity)) is not null
            ? Task.FromResult(true)
            : throw new InvalidOperationException($"{typeof(TContext).Name} does not know {typeof(TEntity).Name}: call modelBuilder.{call} in its OnModelCreating, and add a migration."),
        cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
