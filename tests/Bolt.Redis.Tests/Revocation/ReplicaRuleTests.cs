using Bolt.Redis.Revocation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bolt.Redis.Tests;

/// <summary>Single rules of the protocol that nothing else would notice, each where only it helps.</summary>
public sealed class ReplicaRuleTests
{
    private static readonly RedisRevocationOptions Defaults = new();

    private readonly ManualTime _time = new();
    private readonly SimulatedServer _server;
    private readonly SimulatedServer _serverByDefault;
    private int _revoked;

    public ReplicaRuleTests()
    {
        _server = new(() => _time.Milliseconds, new Random(1), 0);
        _serverByDefault = new(() => _time.Milliseconds, new Random(1), (long)Defaults.HoldTime.TotalMilliseconds, (long)Defaults.LongHoldTime.TotalMilliseconds);
    }

    /// <summary>Someone trims the stream by hand. Everyone has read it, and the last entry is what it was: only its length gives it away.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ALogThatIsShorterThanItsHeadSaysIsRepairedByThoseWhoKnowIt(bool isEmpty)
    {
        var one = Start();
        await one.SynchronizeAsync();
        await RevokeAsync(one, "a", 10);
        await one.SynchronizeAsync();
        if (isEmpty)
        {
            _server.DeleteLog();
        }
        else
        {
            _server.Trim(3);
        }

        await SettleAsync(one);

        // The one who knew is gone.
        var newcomer = Start();
        await SettleAsync(newcomer);
        Assert.True(newcomer.IsFresh(newcomer.Snapshot));
        Assert.Empty(Missing(newcomer, "a", 10));
    }

    /// <summary>A server that does not say who it is fails over and loses what was acknowledged; others get the numbers. Only the tag under the last number gives it away.</summary>
    [Fact]
    public async Task AnotherEntryUnderAKnownNumberIsAnotherHistory()
    {
        _server.HasInfo = false;
        var (one, two) = (Start(), Start());
        await SettleAsync(one, two);
        await RevokeAsync(one, "a", 5);
        await SettleAsync(one, two);
        _server.FailOver(lost: 3);
        await RevokeAsync(two, "b", 3);
        Assert.Equal(5, _server.Head!.Value.Sequence);
        await SettleAsync(one, two);
        Assert.Equal((0, 0), (Missing(one, "a", 5).Count(), Missing(one, "b", 3).Count()));
        var newcomer = Start();
        await SettleAsync(newcomer);
        Assert.True(newcomer.IsFresh(newcomer.Snapshot));
        Assert.Equal((0, 0), (Missing(newcomer, "a", 5).Count(), Missing(newcomer, "b", 3).Count()));
    }

    /// <summary>The same before the one who revoked has read its entry back: it has no tag to compare, and the log was acknowledged to hold what it lacks.</summary>
    [Fact]
    public async Task WhatWasAcknowledgedAndNeverReadBackIsMissed()
    {
        _server.HasInfo = false;
        var (one, two) = (Start(), Start());
        await SettleAsync(one, two);
        await RevokeAsync(one, "a", 3);
        _server.FailOver(lost: 3);
        await RevokeAsync(two, "b", 3);
        Assert.Equal(3, _server.Head!.Value.Sequence);
        await SettleAsync(one, two);
        Assert.Equal((0, 0), (Missing(one, "a", 3).Count(), Missing(one, "b", 3).Count()));
        var newcomer = Start();
        await SettleAsync(newcomer);
        Assert.True(newcomer.IsFresh(newcomer.Snapshot));
        Assert.Equal((0, 0), (Missing(newcomer, "a", 3).Count(), Missing(newcomer, "b", 3).Count()));
    }

    /// <summary>What was revoked between the question and the answer may not be in it.</summary>
    [Fact]
    public async Task AProcessIsAsFreshAsItsQuestionAndNotAsTheAnswer()
    {
        var log = new SimulatedLog(_server) { IsGated = true };
        var replica = Start(log);
        var round = replica.SynchronizeAsync();
        while (!round.IsCompleted)
        {
            log.Let(CallFate.Happens);
        }

        await round;
        Assert.Equal(TimeSpan.Zero, replica.Staleness);
        _time.Advance(TimeSpan.FromSeconds(2));
        round = replica.SynchronizeAsync();
        Assert.True(log.IsWaiting);
        _time.Advance(TimeSpan.FromSeconds(3));
        while (!round.IsCompleted)
        {
            log.Let(CallFate.Happens);
        }

        await round;
        Assert.Equal(TimeSpan.FromSeconds(3), replica.Staleness);
    }

    /// <summary>After an outage of a minute, StackExchange.Redis's own policy tries again every ten seconds: the first to connect, which finds Redis empty, must not believe that nothing was revoked.</summary>
    [Fact]
    public async Task ANewcomerWaitsForThoseWhoseConnectionsComeBackLate()
    {
        var veteran = StartByDefault();
        await PassAsync(15, veteran);
        await RevokeAsync(veteran, "a", 10);
        await PassAsync(2, veteran);
        Assert.True(veteran.IsFresh(veteran.Snapshot));
        _time.Advance(TimeSpan.FromMinutes(1));
        _serverByDefault.RestartEmpty();
        var newcomer = StartByDefault();
        await PassAsync(10, newcomer);
        await PassAsync(20, newcomer, veteran);
        Assert.True(newcomer.IsFresh(newcomer.Snapshot) && veteran.IsFresh(veteran.Snapshot));
    }

    /// <summary>Who was fresh just before knows that nobody has been away for long: a flush is no outage.</summary>
    [Fact]
    public async Task WhoWasFreshJustBeforeMakesNobodyWaitForLong()
    {
        var veteran = StartByDefault();
        await PassAsync(15, veteran);
        await RevokeAsync(veteran, "a", 10);
        await PassAsync(2, veteran);
        _serverByDefault.FlushAll();
        var newcomer = StartByDefault();
        await newcomer.SynchronizeAsync();
        Assert.True(_serverByDefault.Head!.Value.Held - _time.Milliseconds > 11_000);
        for (var i = 0; i < 12; i++)
        {
            await PassAsync(1, veteran, newcomer);
            Assert.InRange(veteran.Staleness!.Value, TimeSpan.Zero, Defaults.MaximumStaleness - TimeSpan.FromSeconds(1));
        }

        Assert.True(newcomer.IsFresh(newcomer.Snapshot));
    }

    [Theory]
    [InlineData(10, 12)]
    [InlineData(2, 5)]
    [InlineData(0, 5)]
    public void TheLongHoldIsTheReconnectTimeAndAPollAndNeverLessThanTheShortOne(int reconnect, int hold) =>
        Assert.Equal(TimeSpan.FromSeconds(hold), new RedisRevocationOptions { ReconnectTime = TimeSpan.FromSeconds(reconnect) }.LongHoldTime);

    private RevocationReplica StartByDefault() => new(new SimulatedLog(_serverByDefault), Defaults, _time, new(new TestMeterFactory()), NullLogger.Instance);

    /// <summary>Seconds pass, and each of them looks in each; nobody says "valid" of what was revoked.</summary>
    private async Task PassAsync(int seconds, params RevocationReplica[] replicas)
    {
        for (var i = 0; i < seconds; i++)
        {
            foreach (var replica in replicas)
            {
                await replica.SynchronizeAsync();
                Assert.True(!replica.IsFresh(replica.Snapshot) || !Missing(replica, "a", _revoked).Any());
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private RevocationReplica Start(SimulatedLog? log = null) => new(
        log ?? new SimulatedLog(_server), new RedisRevocationOptions { HoldTime = TimeSpan.Zero, ReconnectTime = TimeSpan.Zero, HealDelay = TimeSpan.Zero }, _time, new(new TestMeterFactory()), NullLogger.Instance);

    private static async Task SettleAsync(params RevocationReplica[] replicas)
    {
        for (var i = 0; i < 4; i++)
        {
            foreach (var replica in replicas)
            {
                await replica.SynchronizeAsync();
            }
        }
    }

    private async Task RevokeAsync(RevocationReplica replica, string name, int count)
    {
        _revoked = count;
        for (var i = 0; i < count; i++)
        {
            var key = RevocationKey.ForToken(name + i);
            await replica.RevokeAsync(key, _ => LogEntry.Create(key, DateTimeOffset.MaxValue, LogEntry.Always));
        }
    }

    private static IEnumerable<string> Missing(RevocationReplica replica, string name, int count) =>
        Enumerable.Range(0, count).Select(i => name + i).Where(id => !ReplicaNode.Knows(replica.Snapshot, id));
}
