using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bolt.Databases;

/// <summary>Compares this server's clock with its store's, once, when the program has started. It never stops the program: what clocks that are apart bring about is a refusal, and a server may set its clock late.</summary>
internal abstract partial class StoreClockCheck(IServiceProvider services) : BackgroundService
{
    protected IServiceProvider Services => services;

    /// <summary>What the program uses.</summary>
    protected abstract object Store { get; }

    /// <summary>How far from the store's the clock may be: two servers are apart by twice that at most. Zero where it does not matter.</summary>
    protected abstract TimeSpan Limit { get; }

    /// <summary>What happens beyond it.</summary>
    protected abstract string Consequence { get; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var store = Store;
        var limit = Limit;
        if (store is not IStoreClock clock || limit <= TimeSpan.Zero)
        {
            return;
        }

        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(store.GetType());
        try
        {
            // The first answer may wait for a connection, and says little then.
            _ = await clock.GetUtcNowAsync(stoppingToken).ConfigureAwait(false);
            if (await ApartAsync(clock, stoppingToken).ConfigureAwait(false) is { } apart && apart > limit)
            {
                Apart(logger, apart.TotalSeconds, limit.TotalSeconds, Consequence);
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Unknown(logger, e);
        }
    }

    /// <summary>At least so far. The store has read its clock some time between the question and the answer.</summary>
    private async Task<TimeSpan?> ApartAsync(IStoreClock clock, CancellationToken cancellationToken)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var asked = time.GetUtcNow();
        if (await clock.GetUtcNowAsync(cancellationToken).ConfigureAwait(false) is not { } theirs)
        {
            return null;
        }

        var answered = time.GetUtcNow();
        return theirs < asked ? asked - theirs : theirs > answered ? theirs - answered : TimeSpan.Zero;
    }

    [LoggerMessage(7002, LogLevel.Warning, "The clocks of this server and of its store are {Apart} seconds apart, and {Limit} are allowed: {Consequence}.", EventName = "StoreClocksApart")]
    private static partial void Apart(ILogger logger, double apart, double limit, string consequence);

    [LoggerMessage(7003, LogLevel.Debug, "The store's clock could not be asked.", EventName = "StoreClockUnknown")]
    private static partial void Unknown(ILogger logger, Exception exception);
}
