using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bolt.Databases;

/// <summary>Removes what has ended. Every process does it: two at once are harmless.</summary>
internal sealed partial class CleanUpService<TStore>(TStore store, TimeProvider time, ILogger<TStore> logger) : BackgroundService
    where TStore : ICleanable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>For clocks that are apart.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Up to a fifth sooner or later, so that processes which were started together do not all come at once.
            await Task.Delay(Interval * (RandomNumberGenerator.GetInt32(80, 121) / 100.0), time, stoppingToken).ConfigureAwait(false);
            try
            {
                while (await store.RemoveEndedAsync(time.GetUtcNow() - Margin, stoppingToken).ConfigureAwait(false))
                {
                    await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(logger, e);
            }
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "Rows that have ended could not be removed; they are next time.", EventName = "CleanUpFailed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
