using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bolt.Redis.RefreshTokens;

/// <summary>
/// Says at start that this server's clock is not Redis's. Refresh tokens are found by Redis's clock all the same, but what is issued here begins and ends by this one's. Not in the way of the start: Redis
/// may come later.
/// </summary>
internal sealed class RefreshClockCheck(IConnectionMultiplexer connection, RefreshTokenOptions options, TimeProvider time, ILogger<RedisRefreshTokenStore> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Another server's clock may differ by as much again, in the other direction.</summary>
    private TimeSpan Limit => options.ReuseGrace / 2 > Least ? options.ReuseGrace / 2 : Least;

    /// <summary>Asks once.</summary>
    public async Task CheckAsync()
    {
        var before = time.GetUtcNow();
        var answer = (RedisValue[])(await connection.GetDatabase().ExecuteAsync("TIME", [], CommandFlags.DemandMaster).ConfigureAwait(false))!;
        var server = DateTimeOffset.UnixEpoch.AddSeconds(double.Parse((string)answer[0]!, CultureInfo.InvariantCulture)).AddMicroseconds(double.Parse((string)answer[1]!, CultureInfo.InvariantCulture));
        var distance = ClockDistance.Of(before, time.GetUtcNow(), server);
        if (distance > Limit)
        {
            RefreshClockLogger.ClocksApart(logger, distance);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CheckAsync().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
            {
                // What needs Redis will say that it is away.
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>Messages about that.</summary>
internal static partial class RefreshClockLogger
{
    [LoggerMessage(6107, LogLevel.Warning, "The clocks of this server and of Redis are {Distance} apart. Refresh tokens go by Redis's; access tokens issued here begin and end by this server's.", EventName = "RefreshClocksApart")]
    public static partial void ClocksApart(ILogger logger, TimeSpan distance);
}
