using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Redis;

/// <summary>What a look-up costs, and a revocation in memory, where there are many.</summary>
internal static class LookUpCost
{
    /// <summary>So many that their slots do not lie in the processor's cache.</summary>
    private const int Tokens = 65_536;

    private const int LookUps = 1_000_000;

    private const int Batch = 50;

    public static async Task MeasureAsync(ResultStore results, string command, int rounds, int entries)
    {
        await using var redis = await LocalRedis.StartAsync();
        using (var writer = OtherProcess.Start("fill", redis.Address, entries.ToString(CultureInfo.InvariantCulture)))
        {
            await writer.WaitForExitAsync();
        }

        var good = Make("good-");
        var revoked = Make("revoked-");
        var before = Live();
        var start = Stopwatch.GetTimestamp();
        await using var app = await RevokedServer.StartAsync(redis.Address, RevokedServer.Replicate);
        var store = app.Services.GetRequiredService<RedisRevocationStore>();
        for (var i = 0; i < 600 && store.Check(good[5]) == RevocationStatus.Unknown; i++)
        {
            await Task.Delay(100);
        }

        results.Set("redis/lookup/start/s", "s", command, Stopwatch.GetElapsedTime(start).TotalSeconds);
        results.Set("redis/lookup/entry/B", "B", command, (double)(Live() - before) / entries);
        if (store.Check(good[5]) != RevocationStatus.Valid || store.Check(revoked[5]) != RevocationStatus.Revoked)
        {
            throw new InvalidOperationException("A token was not judged as it should be.");
        }

        List<double> valid = [], refused = [];
        for (var round = -3; round < rounds; round++)
        {
            var (one, other) = (Run(store, good), Run(store, revoked));
            if (round >= 0)
            {
                valid.Add(one);
                refused.Add(other);
            }
        }

        results.Set("redis/lookup/valid/ns", "ns", command, [.. valid]);
        results.Set("redis/lookup/revoked/ns", "ns", command, [.. refused]);
    }

    private static AuthContext[] Make(string name)
    {
        var tokens = new AuthContext[Tokens];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = new AuthContext("user", "jwt") { TokenId = name + i, IssuedAt = DateTimeOffset.UnixEpoch.AddYears(50) };

            // Computed once for a verified token, and kept with it.
            _ = tokens[i].RevocationKeys;
        }

        return tokens;
    }

    /// <summary>What is reachable, the buffers of connections that closed a moment ago left out.</summary>
    private static long Live()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>The time of the look-up by itself: a request has read its token just before.</summary>
    private static double Run(RedisRevocationStore store, AuthContext[] tokens)
    {
        long ticks = 0;
        var batch = new AuthContext[Batch];
        for (var i = 0; i < LookUps; i += Batch)
        {
            var keys = 0;
            for (var k = 0; k < Batch; k++)
            {
                // In no order that the processor could guess.
                batch[k] = tokens[((i + k) * 7919) & (Tokens - 1)];
                keys += batch[k].RevocationKeys is { Token: not null, Session: null } ? 1 : 0;
            }

            Consume(keys);
            var start = Stopwatch.GetTimestamp();
            foreach (var token in batch)
            {
                _ = store.Check(token);
            }

            ticks += Stopwatch.GetTimestamp() - start;
        }

        return Stopwatch.GetElapsedTime(0, ticks).TotalNanoseconds / LookUps;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Consume(int value) => _ = value;
}
