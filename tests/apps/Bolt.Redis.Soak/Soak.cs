using System.Diagnostics;
using System.Globalization;
using Bolt.Benchmarks.Redis;
using StackExchange.Redis;

namespace Bolt.Redis.Soak;

/// <summary>Revokes all the time in several processes, and asks all of them about what was revoked and what was not.</summary>
internal static class Soak
{
    private const string Log = "{bolt:revoked}:1:log";
    private const int Sample = 200;

    /// <summary>Seconds for which a token would live; a third of that for three in ten of them.</summary>
    private const int Life = 60;

    /// <summary>For so long an entry is needed beyond its token's end: the clock skew, and a minute for servers' clocks.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(90);

    public static async Task<bool> RunAsync(TimeSpan time, int processes, int rate)
    {
        await using var redis = await LocalRedis.StartAsync();
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        var database = admin.GetDatabase();
        var workers = new List<WorkerProcess>();
        for (var i = 0; i < processes; i++)
        {
            workers.Add(await WorkerProcess.StartAsync(redis.Address));
        }

        var (random, revoked, misses, wrong, rows) = (new Random(1), new Queue<(string Id, DateTimeOffset Ends)>(), 0L, 0L, new List<(double Length, double Needed, double Memory, double Redis)>());
        var (watch, count, reported) = (Stopwatch.StartNew(), 0L, TimeSpan.Zero);
        Console.WriteLine("  time   revoked      log   needed    Redis MB   process MB   missed   wrong");
        while (watch.Elapsed < time)
        {
            // Ten times a second each process revokes its part.
            var due = (long)(watch.Elapsed.TotalSeconds * rate) - count;
            var parts = workers.Select(static _ => new List<string> { "revoke" }).ToArray();
            for (var i = 0; i < due; i++, count++)
            {
                var (id, life) = ("token-" + count, random.Next(10) < 3 ? Life / 3 : Life);
                parts[count % processes].AddRange([id, life.ToString(CultureInfo.InvariantCulture)]);
                revoked.Enqueue((id, DateTimeOffset.UtcNow.AddSeconds(life)));
            }

            await Task.WhenAll(workers.Select((w, i) => w.AskAsync(string.Join(' ', parts[i]))));
            while (revoked.TryPeek(out var oldest) && oldest.Ends + Margin < DateTimeOffset.UtcNow)
            {
                revoked.Dequeue();
            }

            if (watch.Elapsed - reported > TimeSpan.FromSeconds(10))
            {
                reported = watch.Elapsed;

                // What was revoked a moment ago may be on its way.
                await Task.Delay(TimeSpan.FromSeconds(2));
                var now = DateTimeOffset.UtcNow.AddSeconds(5);
                var ids = random.GetItems(revoked.Where(r => r.Ends > now).Select(static r => r.Id).ToArray(), Sample);
                var good = Enumerable.Range(0, Sample).Select(static i => "good-" + i).ToArray();
                foreach (var worker in workers)
                {
                    misses += (await worker.AskAsync("check " + string.Join(' ', ids))).Count(static c => c != 'R');
                    wrong += (await worker.AskAsync("check " + string.Join(' ', good))).Count(static c => c != 'V');
                }

                var memory = 0.0;
                foreach (var worker in workers)
                {
                    memory = Math.Max(memory, double.Parse(await worker.AskAsync("memory"), CultureInfo.InvariantCulture) / 1e6);
                }

                var used = double.Parse((await admin.GetServers()[0].InfoAsync("memory")).SelectMany(static g => g).Single(static p => p.Key == "used_memory").Value, CultureInfo.InvariantCulture) / 1e6;
                rows.Add((await database.StreamLengthAsync(Log), revoked.Count, memory, used));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed:mm\\:ss} {count,9:N0} {rows[^1].Length,8:N0} {revoked.Count,8:N0} {used,11:0.0} {memory,12:0.0} {misses,8} {wrong,7}"));
            }
        }

        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        // The log is cleaned when it is twice as long as what is needed; and what ten seconds bring meanwhile.
        var isShort = rows.TrueForAll(r => r.Length <= (2 * r.Needed) + 1000 + (20 * rate));

        // Once what ends leaves as fast as more comes, nothing grows: the last third beside the one before.
        var third = rows.Count / 3;
        var isFlat = third > 0 && IsFlat(rows.Select(static r => r.Memory), third) && IsFlat(rows.Select(static r => r.Redis), third);
        Console.WriteLine($"{misses} missed, {wrong} refused that nobody revoked; the log {(isShort ? "stays short" : "is too long")}; {(isFlat ? "memory does not grow" : "memory grows, or it was too short to say")}.");
        return misses == 0 && wrong == 0 && isShort && isFlat;
    }

    private static bool IsFlat(IEnumerable<double> values, int third) => values.TakeLast(third).Max() <= 1.2 * values.SkipLast(third).TakeLast(third).Max();
}
