using System.Diagnostics;
using System.Globalization;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Redis;

/// <summary>From the call of <c>RevokeAsync</c> here until another process refuses. Both read the same clock, which counts from the machine's start.</summary>
internal static class Delay
{
    public static async Task MeasureAsync(ResultStore results, string command, int revocations)
    {
        await using var redis = await LocalRedis.StartAsync();
        await using var app = await RevokedServer.StartAsync(redis.Address, RevokedServer.Replicate);
        var store = app.Services.GetRequiredService<RedisRevocationStore>();
        using var other = OtherProcess.Start("refusals", redis.Address);
        await other.StandardOutput.ReadLineAsync();
        var random = new Random(1);
        var (delays, calls) = (new List<double>(), new List<double>());
        for (var i = 0; i < revocations; i++)
        {
            // Apart from each other: a bell that rings again within 50 ms is heard after those.
            await Task.Delay(random.Next(20, 160));
            await other.StandardInput.WriteLineAsync("token-" + i);
            await other.StandardInput.FlushAsync();
            await other.StandardOutput.ReadLineAsync();
            var called = Stopwatch.GetTimestamp();
            await store.RevokeAsync("token-" + i, RevokedServer.Until, default);
            calls.Add(Stopwatch.GetElapsedTime(called).TotalMilliseconds);
            var refused = long.Parse((await other.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            delays.Add(Stopwatch.GetElapsedTime(called, refused).TotalMilliseconds);
        }

        other.StandardInput.Close();
        await other.WaitForExitAsync();
        Set("call", calls);
        Set("refusal", delays);

        void Set(string name, List<double> values)
        {
            values.Sort();
            results.Set($"redis/delay/{name}-p50/ms", "ms", command, values[values.Count / 2]);
            results.Set($"redis/delay/{name}-p99/ms", "ms", command, values[Math.Max(0, ((values.Count * 99) + 99) / 100 - 1)]);
            results.Set($"redis/delay/{name}-max/ms", "ms", command, values[^1]);
        }
    }
}
