using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bolt.Databases;

/// <summary>Removes what has ended: see <see cref="CleanUpSchedule"/>.</summary>
internal sealed partial class CleanUpService<TStore>(TStore store, TimeProvider time, ILogger<TStore> logger) : BackgroundService
    where TStore : ICleanable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>For clocks that are apart.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        CleanUpSchedule.RunAsync(Interval, time, cancellation => store.RemoveEndedAsync(time.GetUtcNow() - Margin, cancellation), e => Failed(logger, e), stoppingToken);

    [LoggerMessage(7001, LogLevel.Warning, "Rows that have ended could not be removed; they are next time.", EventName = "CleanUpFailed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
