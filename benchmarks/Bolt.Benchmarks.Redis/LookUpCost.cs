using System.Diagnostics;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Redis;

/// <summary>What a look-up costs, and a revocation in memory, where there are many.</summary>
internal static class LookUpCost
{
    /// <summary>So many that their slots do not lie in the processor's cache.</summary>
    private const int Tokens = 65_536;

    private const int LookUps = 1_000_000;

    public static async Task MeasureAsync(ResultStore results, string command, int rounds, int entries)
    {
        await using var redis = await LocalRedis.StartAsync();
        await using (var writer = await RevokedServer.StartAsync(redis.Address, RevokedServer.Replicate))
        {
            await writer.Services.GetRequiredService<RedisRevocationStore>().RevokeAsync("revoked-", entries);
        }

        var good = Make("good-");
        var revoked = Make("revoked-");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        await using var app = await RevokedServer.StartAsync(redis.Address, RevokedServer.Replicate);
        results.Set("redis/lookup/start/s", "s", command, Stopwatch.GetElapsedTime(start).TotalSeconds);
        var store = app.Services.GetRequiredService<RedisRevocationStore>();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        results.Set("redis/lookup/entry/B", "B", command, (double)(after - before) / entries);
        for (var i = 0; i < 600 && store.Check(good[5]) == RevocationStatus.Unknown; i++)
        {
            await Task.Delay(100);
        }

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

    private static double Run(RedisRevocationStore store, AuthContext[] tokens)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < LookUps; i++)
        {
            // In no order that the processor could guess.
            _ = store.Check(tokens[(i * 7919) & (Tokens - 1)]);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / LookUps;
    }
}
