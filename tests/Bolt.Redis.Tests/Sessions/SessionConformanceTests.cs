using Bolt.Conformance;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>What every session store must hold, over a real Redis.</summary>
public sealed class SessionConformanceTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static int _stores;

    public static TheoryData<string> Names => [.. new SessionStoreChecks(static _ => throw new NotSupportedException()).All().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Holds(string name)
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        await new SessionStoreChecks(time => new RedisSessionStore(connection, new RedisSessionOptions { KeyPrefix = "store" + Interlocked.Increment(ref _stores) }, time)).All().Single(c => c.Name == name).RunAsync();
    }

    [Fact]
    public async Task APurgeLooksAtItsOwnKeysOnly()
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        var time = new LeapingTime();
        var store = new RedisSessionStore(connection, new RedisSessionOptions { KeyPrefix = "p[a-c]?*" }, time);
        var now = time.GetUtcNow();
        var record = new SessionRecord { Id = SessionId.New(), Backend = "b", SecretHash = new(new byte[32]), CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now.AddDays(1) };
        Assert.True(await store.CreateAsync(record, TestContext.Current.CancellationToken));
        var database = connection.GetDatabase();
        await database.StringSetAsync("pb12:1:s:another", "application's");
        await store.PurgeAsync(now, TestContext.Current.CancellationToken);
        Assert.True(await database.KeyExistsAsync("p[a-c]?*:1:s:" + record.Id));
        await store.PurgeAsync(now.AddHours(2), TestContext.Current.CancellationToken);
        Assert.False(await database.KeyExistsAsync("p[a-c]?*:1:s:" + record.Id));
        Assert.Equal("application's", await database.StringGetAsync("pb12:1:s:another"));
    }

    [Fact]
    public async Task ASessionLeavesRedisByItself()
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        var store = new RedisSessionStore(connection, new RedisSessionOptions { KeyPrefix = "leaves" }, TimeProvider.System);
        var now = DateTimeOffset.UtcNow;
        var record = new SessionRecord
        {
            Id = SessionId.New(),
            Backend = "b",
            SecretHash = new(new byte[32]),
            UserId = "alice",
            CreatedAt = now,
            LastSeenAt = now,
            IdleTimeout = TimeSpan.FromHours(1),
            EndsAt = now.AddDays(1),
        };
        Assert.True(await store.CreateAsync(record, TestContext.Current.CancellationToken));
        var key = (RedisKey)("leaves:1:s:" + record.Id);
        Assert.InRange((await connection.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        await store.TouchAsync(record.Id, 0, now.AddMinutes(30), TestContext.Current.CancellationToken);
        Assert.InRange((await connection.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMinutes(89), TimeSpan.FromMinutes(91));
    }
}
