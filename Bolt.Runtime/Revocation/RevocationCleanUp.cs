using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Revocation;

/// <summary>Removes what has ended from a store that keeps rows. Every process does it: two at once are harmless.</summary>
internal sealed class RevocationCleanUp(IServiceProvider services) : BackgroundService
{
    /// <summary>For clocks that are apart: an entry leaves well after the last server has refused its token as expired.</summary>
    private const long Margin = 3600;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = services.GetRequiredService<IOptions<RevocationOptions>>().Value.CleanUpInterval;
        if (interval == TimeSpan.Zero || services.GetRequiredService(services.GetRequiredService<RevocationStoreType>().Type) is not KeyedRevocationStore store)
        {
            return;
        }

        var time = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(store.GetType());
        while (true)
        {
            // Up to a fifth sooner or later, so that processes which were started together do not all come at once.
            await Task.Delay(interval * (RandomNumberGenerator.GetInt32(80, 121) / 100.0), time, stoppingToken).ConfigureAwait(false);
            try
            {
                while (await store.PurgeAsync(RevocationTime.Seconds(time.GetUtcNow()) - Margin, stoppingToken).ConfigureAwait(false))
                {
                    await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RevocationLog.CleanUpFailed(logger, e);
            }
        }
    }
}
