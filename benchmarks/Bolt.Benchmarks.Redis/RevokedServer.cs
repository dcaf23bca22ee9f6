using StackExchange.Redis;

namespace Bolt.Benchmarks.Redis;

/// <summary>Who calls, by a token.</summary>
public static class Caller
{
    [BoltGet("/who", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Who(AuthContext auth) => auth.UserId;
}

/// <summary>A server whose tokens can be revoked, or not.</summary>
internal static class RevokedServer
{
    public static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddHours(2);

    /// <summary>The copy in each process. Nobody loses a connection here, so that nobody waits for its return.</summary>
    public static void Replicate(BoltBuilder builder) => builder.AddRedisRevocation(static o => o.ReconnectTime = TimeSpan.Zero);

    /// <param name="redis">The address.</param>
    /// <param name="revocation">Adds a store.</param>
    public static async Task<WebApplication> StartAsync(string redis, Action<BoltBuilder> revocation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connection = await ConnectionMultiplexer.ConnectAsync(redis);

        // By a factory, so that it is disposed with the server: its subscriptions keep the copy in memory.
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => connection);
        builder.Services.AddStackExchangeRedisCache(o => o.Configuration = redis);
        revocation(builder.Services.AddBolt().AddJwt(static o => o.Secret = new string('s', 32)).AddSessions());
        var app = builder.Build();
        app.MapBolt();
        await app.StartAsync();
        return app;
    }

    public static Task RevokeAsync(this IRevocationStore store, string name, int count) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, cancellation) => await store.RevokeAsync(name + i, Until, cancellation));
}
