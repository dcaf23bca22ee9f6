using System.Diagnostics;
using Bolt.Conformance;

namespace Bolt.Redis.Tests;

/// <summary>What every store of refresh tokens must hold, over a real Redis.</summary>
public sealed class RefreshTokenConformanceTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static int _stores;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. new RefreshTokenStoreChecks(static _ => throw new NotSupportedException()).All().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Holds(string name)
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        await new RefreshTokenStoreChecks(time => new RedisRefreshTokenStore(connection, new RedisRefreshTokenOptions { KeyPrefix = "store" + Interlocked.Increment(ref _stores) }, new RunningTime(time))).All().Single(c => c.Name == name).RunAsync();
    }

    /// <summary>The answer to a creation was lost, the sign-in was ended, and the creation is sent again.</summary>
    [Fact]
    public async Task ACreationThatIsSentAgainBringsNothingBack()
    {
        redis.Needed();
        await using var connection = await redis.ConnectAsync();
        var store = new RedisRefreshTokenStore(connection, new RedisRefreshTokenOptions { KeyPrefix = "again" }, TimeProvider.System);
        var now = DateTimeOffset.UtcNow;
        var family = new RefreshFamily { Id = new string('a', 32), UserId = "alice", Current = new byte[32], CreatedAt = now, RotatedAt = now, ExpiresAt = now.AddDays(1), EndsAt = now.AddDays(2) };
        await store.CreateAsync(family, Cancellation);
        Assert.True(await store.EndAsync(family.Id, now, RefreshEndReason.SignedOut, Cancellation));
        await store.CreateAsync(family, Cancellation);
        Assert.Equal(RefreshEndReason.SignedOut, (await store.FindAsync(family.Id, Cancellation))!.EndReason);
        Assert.False(await store.TryReplaceAsync(family, 0, Cancellation));
        Assert.InRange((await connection.GetDatabase().KeyTimeToLiveAsync("again:1:f:" + family.Id))!.Value, TimeSpan.FromHours(23), TimeSpan.FromDays(1));
    }

    /// <summary>The clock of these checks stands still or leaps, and Redis's goes on.</summary>
    private sealed class RunningTime(TimeProvider time) : TimeProvider
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Stopwatch.GetElapsedTime(_start);
    }
}
