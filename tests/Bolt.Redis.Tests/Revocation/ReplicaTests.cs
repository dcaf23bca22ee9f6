using System.Diagnostics;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>Replicas around a real Redis: who knows what when, what a bad connection does, and what it costs.</summary>
public sealed class ReplicaTests
{
    private const string Log = "{bolt:revoked}:1:log";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatOneRevokesEveryOneKnowsBeforeTheNextPollIsDue()
    {
        await using var redis = await RedisServer.StartAsync();
        var options = ReplicaNode.Peaceful;
        (options.PollInterval, options.MaximumStaleness) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));
        await using var one = await ReplicaNode.StartAsync(redis.Port, options);
        await using var two = await ReplicaNode.StartAsync(redis.Port, options);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
        {
            await one.RevokeAsync("t" + i);
            Assert.True(one.Knows("t" + i));
            await Eventually.HoldsAsync(() => two.Knows("t" + i), "the other one knows");
        }

        // Five polls would have taken about ten seconds.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal(1, one.Logs.Count(6101));
        Assert.DoesNotContain(one.Logs.Entries, static e => e.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task ACutConnectionCountsWithinTheBoundAndRefusesBeyond()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = new TcpProxy(redis.Port);
        var time = new LeapingTime();
        await using var node = await ReplicaNode.StartAsync(proxy.Port, time: time);
        await node.RevokeAsync("revoked");
        var (good, revoked) = (Token("good"), Token("revoked"));
        Assert.Equal((RevocationStatus.Valid, RevocationStatus.Revoked), (node.Store.Check(good), node.Store.Check(revoked)));
        proxy.Cut();
        Assert.Equal(RevocationStatus.Valid, node.Store.Check(good));
        time.Leap(node.Replica.MaximumStaleness);
        Assert.Equal(RevocationStatus.Unknown, node.Store.Check(good));
        Assert.InRange(node.Replica.Staleness!.Value, node.Replica.MaximumStaleness, TimeSpan.FromMinutes(1));

        // What is known to be revoked stays so; and who asks with a question that cannot say "unknown" gets an exception.
        Assert.Equal(RevocationStatus.Revoked, node.Store.Check(revoked));
        Assert.Throws<InvalidOperationException>(() => { _ = node.Store.IsRevokedAsync(good, Cancellation); });
        Assert.Throws<InvalidOperationException>(() => { _ = node.Store.NotBeforeAsync("user", null, Cancellation); });

        // Revoking fails, holds here, and is sent as soon as it can be.
        await Assert.ThrowsAnyAsync<Exception>(() => node.RevokeAsync("unsent"));
        Assert.True(node.Knows("unsent"));
        await using var other = await ReplicaNode.StartAsync(redis.Port);
        Assert.False(other.Knows("unsent"));
        proxy.Restore();
        await Eventually.HoldsAsync(() => node.Store.Check(good) == RevocationStatus.Valid, "valid again");
        await Eventually.HoldsAsync(() => other.Knows("unsent"), "what could not be sent");
        Assert.Equal((1, 2), (node.Logs.Count(6103), node.Logs.Count(6101)));
    }

    /// <summary>A machine that hangs: it still takes connections.</summary>
    [Fact]
    public async Task AServerThatIsStoppedForAWhileIsAsOneThatIsAway()
    {
        await using var redis = await RedisServer.StartAsync();
        var time = new LeapingTime();
        await using var node = await ReplicaNode.StartAsync(redis.Port, time: time);
        await node.RevokeAsync("revoked");
        await redis.SuspendAsync();
        Assert.Equal(RevocationStatus.Valid, node.Store.Check(Token("good")));
        time.Leap(node.Replica.MaximumStaleness);
        Assert.Equal((RevocationStatus.Unknown, RevocationStatus.Revoked), (node.Store.Check(Token("good")), node.Store.Check(Token("revoked"))));
        await redis.ResumeAsync();
        await Eventually.HoldsAsync(() => node.Store.Check(Token("good")) == RevocationStatus.Valid, "valid again");
        Assert.Equal(0, node.Logs.Count(6102) + node.Logs.Count(6105));
    }

    [Fact]
    public async Task AReloadThatLosesNothingChangesNothing()
    {
        await using var redis = await RedisServer.StartAsync("--enable-debug-command", "yes");
        await using var node = await ReplicaNode.StartAsync(redis.Port);
        await node.RevokeAsync("revoked");
        await using var admin = await redis.AdministerAsync();
        await admin.GetDatabase().ExecuteAsync("DEBUG", "RELOAD");
        var fresh = node.Replica.Snapshot.FreshAt;
        await Eventually.HoldsAsync(() => node.Replica.Snapshot.FreshAt != fresh, "another look");
        await using var other = await ReplicaNode.StartAsync(redis.Port);
        Assert.True(other.Knows("revoked"));
        Assert.Equal(0, node.Logs.Count(6102) + node.Logs.Count(6105));
    }

    /// <summary>An old dump under the same <c>master_replid</c>, and others' entries under the numbers that were lost: only the tags differ.</summary>
    [Fact]
    public async Task AnOldDumpUnderTheSameNameIsNoticedByItsTags()
    {
        // It looks when the bell rings: between the old dump and what takes the number it should not. Where the other one held the lock of repairs it must look again when that expires.
        var onTheBell = ReplicaNode.Peaceful;
        onTheBell.PollInterval = TimeSpan.FromSeconds(5);
        await using var redis = await RedisServer.StartAsync("--enable-debug-command", "yes");
        await using var node = await ReplicaNode.StartAsync(redis.Port, onTheBell);
        await using var other = await ReplicaNode.StartAsync(redis.Port);
        await using var admin = await redis.AdministerAsync();
        await admin.GetDatabase().ExecuteAsync("SAVE");
        await node.RevokeAsync("lost");
        await Eventually.HoldsAsync(() => other.Knows("lost"), "both know");

        // Only a doorbell rings before the number is taken: nobody finds one that is smaller than what they know.
        await other.Replica.DisposeAsync();
        await admin.GetDatabase().ExecuteAsync("DEBUG", "RELOAD", "NOSAVE");
        await other.RevokeAsync("found");
        await Eventually.HoldsAsync(() => node.Knows("found") && node.Logs.Count(6105) > 0, "what took the number, and a repair");
        await node.DisposeAsync();
        await using var late = await ReplicaNode.StartAsync(redis.Port);
        Assert.True(late.Knows("lost") && late.Knows("found"));
    }

    [Fact]
    public async Task AConnectionThatOnlySpeaksRefusesBeyondTheBound()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = new TcpProxy(redis.Port);
        var time = new LeapingTime();
        await using var node = await ReplicaNode.StartAsync(proxy.Port, time: time);
        proxy.IsDeaf = true;
        Assert.Equal(RevocationStatus.Valid, node.Store.Check(Token("good")));
        time.Leap(node.Replica.MaximumStaleness);
        await Eventually.HoldsAsync(() => node.Store.Check(Token("good")) == RevocationStatus.Unknown, "unknown");
        proxy.IsDeaf = false;
        await Eventually.HoldsAsync(() => node.Store.Check(Token("good")) == RevocationStatus.Valid, "valid again");
    }

    [Fact]
    public async Task ASlowConnectionIsFreshAsOfWhenItAsked()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = new TcpProxy(redis.Port);
        await using var node = await ReplicaNode.StartAsync(proxy.Port);
        await using var other = await ReplicaNode.StartAsync(redis.Port);
        (proxy.Delay, proxy.IsTrickling) = (TimeSpan.FromMilliseconds(400), true);
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < 60; i++)
        {
            await Task.Delay(25, Cancellation);
            least = i > 30 && node.Replica.Staleness < least ? node.Replica.Staleness.Value : least;
            Assert.Equal(RevocationStatus.Valid, node.Store.Check(Token("good")));
        }

        // Never as fresh as the answer, always as old as the question.
        Assert.InRange(least, TimeSpan.FromMilliseconds(390), node.Replica.MaximumStaleness);
        await other.RevokeAsync("slow");
        await Eventually.HoldsAsync(() => node.Knows("slow"), "the slow one knows");
    }

    [Fact]
    public async Task NobodyIsAskedForARequestAndNothingIsAllocated()
    {
        await using var redis = await RedisServer.StartAsync();
        var options = ReplicaNode.Peaceful;
        options.MaximumStaleness = TimeSpan.FromMinutes(5);
        await using var node = await ReplicaNode.StartAsync(redis.Port, options);
        for (var i = 0; i < 100; i++)
        {
            await node.RevokeAsync("t" + i);
        }

        await node.Store.RevokeUserAsync("another", DateTimeOffset.UtcNow, null, Cancellation);
        var (good, revoked) = (Token("good"), Token("t5"));
        _ = (node.Store.Check(good), node.Store.Check(revoked));
        await redis.KillAsync();
        await node.Replica.DisposeAsync();
        var (asked, allocated, valid) = (node.Connection.OperationCount, GC.GetAllocatedBytesForCurrentThread(), 0);
        for (var i = 0; i < 50_000; i++)
        {
            valid += node.Store.Check(good) == RevocationStatus.Valid ? 1 : 0;
            valid += node.Store.Check(revoked) == RevocationStatus.Revoked ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        Assert.Equal((100_000, asked), (valid, node.Connection.OperationCount));
    }

    [Fact]
    public async Task TheCleanUpBesideWritersLosesNothingAndKeepsTheLogShort()
    {
        await using var redis = await RedisServer.StartAsync();
        var options = ReplicaNode.Peaceful;
        options.CleanSlack = 20;
        var nodes = new List<ReplicaNode>();
        try
        {
            for (var i = 0; i < 4; i++)
            {
                nodes.Add(await ReplicaNode.StartAsync(redis.Port, options));
            }

            // Each id again and again, a little longer each time: most of the log is not needed.
            await Task.WhenAll(nodes.Select((node, n) => Task.Run(async () =>
            {
                for (var i = 0; i < 600; i++)
                {
                    await node.RevokeAsync($"w{n}-{i % 100}", TimeSpan.FromHours(1) + TimeSpan.FromSeconds(i));
                }
            })));
            var database = nodes[0].Connection.GetDatabase();
            await Eventually.HoldsAsync(() => database.StreamLength(Log) <= (2 * 400) + 20, "a short log");
            await Eventually.HoldsAsync(() => nodes.TrueForAll(node => Enumerable.Range(0, 400).All(i => node.Knows($"w{i / 100}-{i % 100}"))), "everyone knows all");
            await using var newcomer = await ReplicaNode.StartAsync(redis.Port, options);
            Assert.DoesNotContain(Enumerable.Range(0, 400), i => !newcomer.Knows($"w{i / 100}-{i % 100}"));
            Assert.Equal(0, nodes.Sum(static n => n.Logs.Count(6102) + n.Logs.Count(6105)));
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task OneUserRevokedManyTimesIsOneEntryAndNoEndlessCleanUp()
    {
        await using var redis = await RedisServer.StartAsync();
        var options = ReplicaNode.Peaceful;
        options.CleanSlack = 10;
        await using var node = await ReplicaNode.StartAsync(redis.Port, options);
        await using var other = await ReplicaNode.StartAsync(redis.Port, options);
        for (var i = 0; i < 1500; i++)
        {
            await (i % 2 == 0 ? node : other).Store.RevokeUserAsync("user", DateTimeOffset.UtcNow, null, Cancellation);
        }

        var database = node.Connection.GetDatabase();
        await Eventually.HoldsAsync(() => database.StreamLength(Log) <= 12, "a short log");
        var first = await database.HashGetAsync("{bolt:revoked}:1:head", "first");
        await Task.Delay(3 * options.PollInterval, Cancellation);
        Assert.Equal(first, await database.HashGetAsync("{bolt:revoked}:1:head", "first"));
        Assert.Equal(1, node.Replica.Snapshot.Table.Count);
        Assert.Equal(node.Store.NotBefore("user"), other.Store.NotBefore("user"));
    }

    [Fact]
    public async Task AServerWithoutRoomStillTellsWhatOthersRevoked()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await ReplicaNode.StartAsync(redis.Port);
        await using var admin = await redis.AdministerAsync();
        await admin.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        await Assert.ThrowsAsync<RedisServerException>(() => node.RevokeAsync("full"));
        Assert.True(node.Knows("full"));
        for (var i = 0; i < 3; i++)
        {
            var fresh = node.Replica.Snapshot.FreshAt;
            await Eventually.HoldsAsync(() => node.Replica.Snapshot.FreshAt != fresh, "another look");
        }

        Assert.Equal(RevocationStatus.Valid, node.Store.Check(Token("good")));
        await admin.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await using var other = await ReplicaNode.StartAsync(redis.Port);
        await Eventually.HoldsAsync(() => other.Knows("full"), "what had no room");
    }

    [Fact]
    public async Task AServerThatMayNotTellWhoItIsIsFollowedAllTheSame()
    {
        await using var redis = await RedisServer.StartAsync();
        await using (var admin = await redis.AdministerAsync())
        {
            await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "shy", "on", ">secret", "~*", "&*", "+@all", "-info");
        }

        var options = ReplicaNode.Peaceful;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration + ",user=shy,password=secret");
        var log = new Bolt.Redis.Revocation.RedisRevocationLog(connection, options);
        Assert.Null((await log.ReadAsync(0, 10)).ReplicationId);
        await using var node = await ReplicaNode.StartAsync(redis.Port);
        Assert.NotNull((await new Bolt.Redis.Revocation.RedisRevocationLog(node.Connection, options).ReadAsync(0, 10)).ReplicationId);
    }

    [Fact]
    public async Task AnEvictionPolicyThatTakesAnyKeyIsReported()
    {
        await using var redis = await RedisServer.StartAsync();
        await using (var admin = await redis.AdministerAsync())
        {
            await admin.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        }

        await using var node = await ReplicaNode.StartAsync(redis.Port);
        Assert.Equal(1, node.Logs.Count(6104));
    }

    private static AuthContext Token(string id) => new("user", "jwt") { TokenId = id, SessionId = "session", IssuedAt = DateTimeOffset.UtcNow };
}
