using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Revocation;

/// <summary>Removes what has ended from a store that keeps rows: see <see cref="CleanUpSchedule"/>.</summary>
internal sealed class RevocationCleanUp(IServiceProvider services) : BackgroundService
{
    /// <summary>For clocks that are apart: an entry leaves well after the last server has refused its token as expired.</summary>
    private const long Margin = 3600;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = services.GetRequiredService<IOptions<RevocationOptions>>().Value.CleanUpInterval;
        if (interval == TimeSpan.Zero || services.GetRequiredService(services.GetRequiredService<RevocationStoreType>().Type) is not KeyedRevocationStore store)
        {
            return;
        }

        var time = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(store.GetType());
        await CleanUpSchedule.RunAsync(
            interval,
            time,
            async cancellation => await store.PurgeAsync(RevocationTime.Seconds(time.GetUtcNow()) - Margin, cancellation).ConfigureAwait(false),
            e => RevocationLog.CleanUpFailed(logger, e),
            stoppingToken).ConfigureAwait(false);
    }
}
