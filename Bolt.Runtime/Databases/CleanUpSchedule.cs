using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Databases;

/// <summary>When what has ended is removed. Every process does it: two at once are harmless.</summary>
internal static class CleanUpSchedule
{
    /// <summary>Between two portions.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What the start itself asks the database for comes first.</summary>
    private static readonly TimeSpan EarliestFirst = TimeSpan.FromSeconds(10);

    /// <summary>A program that is restarted before its interval is over must clean up, too.</summary>
    private static readonly TimeSpan LatestFirst = TimeSpan.FromMinutes(1);

    /// <param name="interval">How long to wait between two clean-ups.</param>
    /// <param name="time">The clock.</param>
    /// <param name="removeEnded">Removes one portion; true where there may be more.</param>
    /// <param name="failed">Gets what went wrong. It is tried again after the interval.</param>
    /// <param name="stoppingToken">Ends it.</param>
    public static async Task RunAsync(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task<bool>> removeEnded, Action<Exception> failed, CancellationToken stoppingToken)
    {
        for (var wait = First(interval); ; wait = Next(interval))
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(false);
            try
            {
                while (await removeEnded(stoppingToken).ConfigureAwait(false))
                {
                    await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                failed(e);
            }
        }
    }

    private static TimeSpan First(TimeSpan interval)
    {
        var (first, next) = (Between(EarliestFirst, LatestFirst), Next(interval));
        return first < next ? first : next;
    }

    /// <summary>Up to a fifth sooner or later, so that processes which were started together do not all come at once.</summary>
    private static TimeSpan Next(TimeSpan interval) => Between(interval * 0.8, interval * 1.2);

    private static TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * (RandomNumberGenerator.GetInt32(1001) / 1000.0));
}
