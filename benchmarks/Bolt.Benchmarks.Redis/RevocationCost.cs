using Bolt.Benchmarks.Reporting;
using Bolt.Benchmarks.Sessions;

namespace Bolt.Benchmarks.Redis;

/// <summary>A request with a token: nothing can be revoked, the copy in this process is asked, or Redis is, each time.</summary>
internal static class RevocationCost
{
    private const int Revoked = 10_000;

    public static readonly (string Key, string Title, Action<BoltBuilder> Add)[] Ways =
    [
        ("None", "nothing can be revoked", static _ => { }),
        ("Replica", "`AddRedisRevocation()`: the copy in this process", RevokedServer.Replicate),
        ("Asked", "`DistributedCacheRevocationStore`: Redis is asked", static b => b.AddRevocation<DistributedCacheRevocationStore>()),
    ];

    public static async Task MeasureAsync(ResultStore results, string command, int rounds, int requests)
    {
        await using var redis = await LocalRedis.StartAsync();
        var apps = new List<WebApplication>();
        var ways = new List<(string, Func<Task>)>();
        foreach (var (key, _, add) in Ways)
        {
            var app = await RevokedServer.StartAsync(redis.Address, add);
            apps.Add(app);
            var pipeline = new Pipeline(app, static http => http.GetEndpoint()!.RequestDelegate!(http));
            var token = "Bearer " + app.Services.GetRequiredService<JwtIssuer>().CreateToken(new Ada());
            if (app.Services.GetService<IRevocationStore>() is { } store)
            {
                await store.RevokeAsync("revoked", Revoked);
                var revoked = app.Services.GetRequiredService<JwtIssuer>().CreateToken(new Ada());
                await store.RevokeAsync(TokenId(revoked), RevokedServer.Until, default);
                await Expect(pipeline, "Bearer " + revoked, 401);
            }

            await Expect(pipeline, token, 200);
            ways.Add(("request/" + key, () => pipeline.Send("GET", "/who", null, token)));
        }

        await Turns.MeasureAsync(results, command, rounds, requests, [.. ways]);
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    private static string TokenId(string token)
    {
        using var claims = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        return claims.RootElement.GetProperty("jti").GetString()!;
    }

    private static async Task Expect(Pipeline pipeline, string authorization, int status)
    {
        var (answered, _) = await pipeline.Send("GET", "/who", null, authorization);
        for (var i = 0; i < 600 && answered == 503; i++)
        {
            // Ten thousand revocations at once keep a busy machine from looking for a while.
            await Task.Delay(100);
            (answered, _) = await pipeline.Send("GET", "/who", null, authorization);
        }

        if (answered != status)
        {
            throw new InvalidOperationException($"/who answered {answered} instead of {status}.");
        }
    }
}
