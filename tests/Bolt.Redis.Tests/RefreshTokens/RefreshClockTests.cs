using Bolt.Redis.RefreshTokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Redis.Tests;

/// <summary>Servers whose clocks differ: what was replaced how long ago is Redis's to say, and none takes away what another keeps.</summary>
public sealed class RefreshClockTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The answer was lost, and the client asks another server at once, which is further behind or ahead than the grace of 30 seconds: it gets the same token, and is no thief.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(-40)]
    public async Task ATokenIsSpentAsLongAsRedisSaysAndNotAsTheServersClocksDo(int seconds)
    {
        redis.Needed();
        await using var server = await Server.StartAsync(redis.Port);
        await using var other = await Server.StartAsync(redis.Port, time: new LeapingTime(TimeSpan.FromSeconds(seconds)));
        var first = await server.Issuer.CreatePairAsync(new Ada($"clock{seconds}"), null, Cancellation);
        var second = await other.Issuer.RefreshAsync(first.RefreshToken, Cancellation);
        var again = await server.Issuer.RefreshAsync(first.RefreshToken, Cancellation);
        Assert.Equal(second!.RefreshToken, again!.RefreshToken);
        Assert.NotEqual(first.RefreshToken, again.RefreshToken);
        Assert.Equal(again.RefreshToken, (await other.Issuer.RefreshAsync(again.RefreshToken, Cancellation))!.RefreshToken);
        Assert.Equal(0, server.Logs.Count(6202) + other.Logs.Count(6202));
    }

    [Fact]
    public async Task ATokenThatWasReplacedBeforeTheGraceIsReusedWhicheverServerIsAsked()
    {
        redis.Needed();
        await using var server = await Server.StartAsync(redis.Port, time: new LeapingTime(TimeSpan.FromSeconds(-40)));
        await using var connection = await redis.ConnectAsync();
        var first = await server.Issuer.CreatePairAsync(new Ada("reused"), null, Cancellation);
        await server.Issuer.RefreshAsync(first.RefreshToken, Cancellation);

        // As if it had been 31 seconds ago.
        var store = new RedisRefreshTokenStore(connection, new RedisRefreshTokenOptions(), TimeProvider.System);
        var family = (await store.FindAsync(first.SessionId, Cancellation))!;
        family.RotatedAt -= TimeSpan.FromSeconds(31);
        Assert.True(await store.TryReplaceAsync(family, family.Generation, Cancellation));
        Assert.Null(await server.Issuer.RefreshAsync(first.RefreshToken, Cancellation));
        Assert.Equal(1, server.Logs.Count(6202));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(40, 40)]
    [InlineData(-40, -40)]
    public async Task WhenItWasReplacedIsFoundByTheAskersClock(double ahead, double moved)
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        var options = new RedisRefreshTokenOptions { KeyPrefix = "moved" };
        var writer = new RedisRefreshTokenStore(connection, options, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var family = new RefreshFamily
        {
            Id = Guid.NewGuid().ToString("N"),
            UserId = "alice",
            Current = new byte[32],
            CreatedAt = now.AddDays(-1),
            RotatedAt = now.AddMinutes(-5),
            ExpiresAt = now.AddDays(1),
            EndsAt = now.AddDays(2),
        };
        await writer.CreateAsync(family, Cancellation);
        var reader = new RedisRefreshTokenStore(connection, options, new LeapingTime(TimeSpan.FromSeconds(ahead)));
        var found = (await reader.FindAsync(family.Id, Cancellation))!;
        Assert.Equal(moved, (found.RotatedAt - family.RotatedAt).TotalSeconds, tolerance: moved == 0 ? 0 : 0.5);

        // What is not counted from a moment stays as it was.
        Assert.Equal((family.CreatedAt, family.ExpiresAt, family.EndsAt), (found.CreatedAt, found.ExpiresAt, found.EndsAt));
    }

    /// <summary>"Log out everywhere" ends what the index names.</summary>
    [Fact]
    public async Task AServerWhoseClockIsDaysAheadTakesNobodyOutOfTheIndex()
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        var (options, sessions) = (new RedisRefreshTokenOptions { KeyPrefix = "ahead" }, new RedisSessionOptions { KeyPrefix = "ahead" });
        var ids = new List<string>();
        foreach (var time in new[] { TimeProvider.System, new LeapingTime(TimeSpan.FromDays(30)) })
        {
            var now = time.GetUtcNow();
            ids.Add(Guid.NewGuid().ToString("N"));
            await new RedisRefreshTokenStore(connection, options, time).CreateAsync(
                new RefreshFamily { Id = ids[^1], UserId = "alice", Current = new byte[32], CreatedAt = now, RotatedAt = now, ExpiresAt = now.AddDays(1), EndsAt = now.AddDays(1) }, Cancellation);
            await new RedisSessionStore(connection, sessions, time).CreateAsync(
                new SessionRecord { Id = SessionId.New(), Backend = "b", SecretHash = new(new byte[32]), UserId = "alice", CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now.AddDays(1) }, Cancellation);
        }

        var listed = new List<string>();
        await foreach (var family in new RedisRefreshTokenStore(connection, options, TimeProvider.System).ListAsync("alice", Cancellation))
        {
            listed.Add(family.Id);
        }

        Assert.Equal(ids.Order(), listed.Order());
        var count = 0;
        await foreach (var record in new RedisSessionStore(connection, sessions, TimeProvider.System).ListAsync("b", "alice", Cancellation))
        {
            count++;
        }

        Assert.Equal(2, count);
    }

    [Theory]
    [InlineData(14, 30, 0)]
    [InlineData(-14, 30, 0)]
    [InlineData(17, 30, 1)]
    [InlineData(-17, 30, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(0.2, 0, 0)]
    [InlineData(3, 0, 1)]
    public async Task AClockThatIsFurtherFromRedissThanHalfTheGraceIsReported(double ahead, int grace, int warnings)
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        using var logs = new LogCollector();
        using var factory = LoggerFactory.Create(b => b.AddProvider(logs));
        using var check = new RefreshClockCheck(
            connection, new RefreshTokenOptions { ReuseGrace = TimeSpan.FromSeconds(grace) }, new LeapingTime(TimeSpan.FromSeconds(ahead)), factory.CreateLogger<RedisRefreshTokenStore>());
        await check.CheckAsync();
        Assert.Equal(warnings, logs.Count(6107));
    }

    [Fact]
    public async Task ItIsCheckedAtStartOrAsSoonAsRedisIsThere()
    {
        await using var own = await RedisServer.StartAsync();
        await own.KillAsync();
        await using var server = await Server.StartAsync(own.Port, static o => o.StartTimeout = TimeSpan.Zero, time: new LeapingTime(TimeSpan.FromSeconds(20)));
        await own.RestartAsync();
        await Eventually.HoldsAsync(() => server.Logs.Count(6107) == 1, "a warning");
        Assert.Contains(server.Logs.Entries, static e => e.Id == 6107 && e.Message.StartsWith("The clocks of this server and of Redis are 00:00:", StringComparison.Ordinal));
    }
}
