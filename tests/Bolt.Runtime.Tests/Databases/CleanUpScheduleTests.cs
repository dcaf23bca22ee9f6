using Bolt.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>When what has ended is removed.</summary>
public sealed class CleanUpScheduleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Not in the way of the start, and long before the interval is over.</summary>
    [Fact]
    public async Task TheFirstIsTenSecondsToAMinuteAfterTheStart()
    {
        var firsts = new HashSet<TimeSpan>();
        for (var i = 0; i < 50; i++)
        {
            var first = (await RunAsync(Interval, TimeSpan.FromSeconds(0.5), 120))[0];
            Assert.InRange(first, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60.5));
            firsts.Add(first);
        }

        // Servers that were started together come one after the other.
        Assert.True(firsts.Count > 10, $"{firsts.Count} moments of 50");
    }

    [Fact]
    public async Task TheNextIsAnIntervalLaterAFifthSoonerOrLater()
    {
        var runs = await RunAsync(Interval, TimeSpan.FromSeconds(1), 3600);
        Assert.InRange(runs.Count, 5, 8);
        var pauses = runs.Zip(runs.Skip(1), static (one, next) => next - one).ToList();
        Assert.All(pauses, static p => Assert.InRange(p, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(12) + TimeSpan.FromSeconds(1)));
        Assert.True(pauses.Distinct().Count() > 1, "always the same");
    }

    [Fact]
    public async Task AShortIntervalIsNotMadeLongerByTheStart()
    {
        var runs = await RunAsync(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(10), 200);
        Assert.InRange(runs[0], TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.21));
    }

    /// <summary>What fails is tried again after the interval, and portions follow each other at once.</summary>
    [Fact]
    public async Task AFailureIsNotTheEndAndAPortionIsNotAll()
    {
        var failures = new List<Exception>();
        var runs = await RunAsync(
            Interval,
            TimeSpan.FromMilliseconds(100),
            16 * 600,
            run => run switch
            {
                0 => throw new InvalidOperationException("no database"),
                1 or 2 => true,
                _ => false,
            },
            failures.Add);
        Assert.Equal("no database", Assert.Single(failures).Message);
        Assert.InRange(runs[1] - runs[0], TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(12.1));
        Assert.Equal([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)], [runs[2] - runs[1], runs[3] - runs[2]]);
    }

    /// <summary>How long after the start it was run, with a clock that makes steps.</summary>
    private static async Task<List<TimeSpan>> RunAsync(TimeSpan interval, TimeSpan step, int steps, Func<int, bool>? removeEnded = null, Action<Exception>? failed = null)
    {
        var time = new FakeTimeProvider();
        var runs = new List<TimeSpan>();
        using var stop = new CancellationTokenSource();
        var start = time.GetUtcNow();

        // On a thread without a context, so that what waited for the time has gone on when the clock has moved.
        await Task.Run(async () =>
        {
            var running = CleanUpSchedule.RunAsync(
                interval,
                time,
                _ =>
                {
                    runs.Add(time.GetUtcNow() - start);
                    return Task.FromResult(removeEnded?.Invoke(runs.Count - 1) ?? false);
                },
                failed ?? (static e => Assert.Fail(e.Message)),
                stop.Token);
            for (var i = 0; i < steps; i++)
            {
                time.Advance(step);
            }

            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        });
        return runs;
    }
}
