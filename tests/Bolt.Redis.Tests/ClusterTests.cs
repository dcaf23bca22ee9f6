using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Redis.Tests;

/// <summary>A cluster: every script and transaction names keys of one slot, and a channel is heard.</summary>
public sealed class ClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EverythingWorksInACluster()
    {
        await using var redis = await RedisServer.StartAsync("--cluster-enabled", "yes");
        await using (var admin = await redis.AdministerAsync())
        {
            var server = admin.GetServers()[0];
            await server.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            await Eventually.HoldsAsync(() => ((string?)server.Execute("CLUSTER", "INFO"))!.Contains("cluster_state:ok", StringComparison.Ordinal), "a cluster");
        }

        await using var one = await Server.StartAsync(redis.Port);
        await using var two = await Server.StartAsync(redis.Port);
        Assert.Equal(StackExchange.Redis.ServerType.Cluster, one.Services.GetRequiredService<StackExchange.Redis.IConnectionMultiplexer>().GetServers()[0].ServerType);
        var token = one.Issuer.CreateToken(new Ada());
        Assert.Equal(200, await two.StatusAsync(token));
        await one.Revocation.RevokeUserAsync("ada", DateTimeOffset.UtcNow, null, Cancellation);
        await two.BecomesAsync(token, 401);

        var first = await one.Issuer.CreatePairAsync(new Ada("bob"), null, Cancellation);
        var second = (await two.Issuer.RefreshAsync(first.RefreshToken, Cancellation))!;
        Assert.Equal(second.RefreshToken, (await one.Issuer.RefreshAsync(first.RefreshToken, Cancellation))!.RefreshToken);
        await two.Issuer.EndSessionAsync(second.RefreshToken, Cancellation);
        Assert.Null(await one.Issuer.RefreshAsync(second.RefreshToken, Cancellation));

        var store = one.Services.GetRequiredService<RedisSessionStore>();
        var now = DateTimeOffset.UtcNow;
        var record = new SessionRecord { Id = SessionId.New(), Backend = "b", SecretHash = new(new byte[32]), UserId = "carl", CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now.AddDays(1) };
        Assert.True(await store.CreateAsync(record, Cancellation));
        Assert.Equal(SessionWrite.Applied, await store.ApplyAsync(record.Id, 0, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["theme"] = "1"u8.ToArray() }, MaximumSize = 100 }, Cancellation));
        var listed = 0;
        await foreach (var session in store.ListAsync("b", "carl", Cancellation))
        {
            listed += session.Values.Count;
        }

        Assert.Equal(1, listed);
        await store.EndGenerationAsync("b", "carl", null, Cancellation);
        Assert.True(await store.DeleteAsync(record.Id, "carl", null, Cancellation));
        Assert.Equal(0, one.Logs.Entries.Concat(two.Logs.Entries).Count(static e => e.Level >= Microsoft.Extensions.Logging.LogLevel.Warning && e.Id is > 5000 and < 6300));
    }
}
