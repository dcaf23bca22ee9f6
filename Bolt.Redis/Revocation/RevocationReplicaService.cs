using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Bolt.Redis.Revocation;

/// <summary>Starts the replica before anything else starts, and waits a while for it: a server that does not know what is revoked is of no use yet.</summary>
internal sealed class RevocationReplicaService(RevocationReplica replica, IOptions<RedisRevocationOptions> options) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        replica.Start();
        try
        {
            await replica.Synchronized.WaitAsync(options.Value.StartTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Tokens are refused with 503 until it is there; the log says so once.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => replica.DisposeAsync().AsTask();
}
