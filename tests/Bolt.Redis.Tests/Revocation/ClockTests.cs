using Bolt.Redis.Revocation;
using Microsoft.Extensions.Logging;

namespace Bolt.Redis.Tests;

/// <summary>A process is as fresh as the clock says that says more; and believes no server whose clock is far off.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly LogCollector _logs = new();
    private TimeSpan _serverOffset;

    [Fact]
    public async Task AMachineThatStoodStillIsStaleByTheWallAndOneWhoseWallWasSetBackByTheCount()
    {
        var replica = await FreshAsync();
        _time.Advance(TimeSpan.FromSeconds(15));
        _time.StoodStill += TimeSpan.FromSeconds(15);
        Assert.False(replica.IsFresh(replica.Snapshot));
        await replica.SynchronizeAsync();
        Assert.True(replica.IsFresh(replica.Snapshot));
        _time.Advance(TimeSpan.FromSeconds(11));
        _time.WallOffset -= TimeSpan.FromSeconds(20);
        Assert.False(replica.IsFresh(replica.Snapshot));
        Assert.Equal(TimeSpan.FromSeconds(11), replica.Staleness);
    }

    [Fact]
    public async Task TheBoundIsExact()
    {
        var replica = await FreshAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(replica.IsFresh(replica.Snapshot));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(replica.IsFresh(replica.Snapshot));
    }

    /// <summary>The look was sent in time, and its response came too late.</summary>
    [Fact]
    public async Task EachTimeThatNobodyKnowsIsReported()
    {
        var log = new SimulatedLog(Server()) { IsGated = true };
        var replica = Replica(log);
        await FinishAsync(log, replica.SynchronizeAsync());
        _time.Advance(TimeSpan.FromSeconds(9));
        var look = replica.SynchronizeAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(replica.IsFresh(replica.Snapshot));
        await FinishAsync(log, look);
        Assert.True(replica.IsFresh(replica.Snapshot));
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(replica.IsFresh(replica.Snapshot));
        Assert.False(replica.IsFresh(replica.Snapshot));
        Assert.Equal((2, 2), (_logs.Count(6103), _logs.Count(6101)));
    }

    /// <summary>A response that took longer than the bound ends no outage, and is no first one either.</summary>
    [Fact]
    public async Task AResponseThatIsTooOldWhenItComesSaysNothing()
    {
        var (log, replica) = await LateAsync();
        Assert.False(replica.IsFresh(replica.Snapshot));
        await FinishAsync(log, replica.SynchronizeAsync());
        Assert.True(replica.Synchronized.IsCompleted);
        Assert.Equal((1, 2), (_logs.Count(6103), _logs.Count(6101)));

        var late = replica.SynchronizeAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(replica.IsFresh(replica.Snapshot));
        await FinishAsync(log, late);
        Assert.False(replica.IsFresh(replica.Snapshot));
        Assert.Equal((2, 2), (_logs.Count(6103), _logs.Count(6101)));
        await FinishAsync(log, replica.SynchronizeAsync());
        Assert.True(replica.IsFresh(replica.Snapshot));
        Assert.Equal((2, 3), (_logs.Count(6103), _logs.Count(6101)));
    }

    /// <summary>Nobody has asked in between.</summary>
    [Fact]
    public async Task TheResponseAfterOneThatIsTooOldIsTheFirst()
    {
        var (log, replica) = await LateAsync();
        await FinishAsync(log, replica.SynchronizeAsync());
        Assert.True(replica.Synchronized.IsCompleted);
        Assert.Equal((0, 2), (_logs.Count(6103), _logs.Count(6101)));
    }

    /// <summary>The machine's counter makes steps of up to 16 milliseconds: what may be in between counts as passed.</summary>
    [Fact]
    public async Task TheMachinesOwnClockIsReadWithAllowanceForItsSteps()
    {
        var time = TimeProvider.System;
        var replica = new RevocationReplica(
            new SimulatedLog(new SimulatedServer(() => time.GetUtcNow().ToUnixTimeMilliseconds(), new Random(1), 0)),
            new RedisRevocationOptions { HoldTime = TimeSpan.Zero, ReconnectTime = TimeSpan.Zero },
            time,
            new(new TestMeterFactory()),
            _logs.CreateLogger("test"));
        await replica.SynchronizeAsync();
        var snapshot = replica.Snapshot;
        var now = Moment.Now(time);
        var fresh = snapshot.FreshAt!.Value;
        Assert.InRange(now.ElapsedSince(fresh), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.False(replica.IsFresh(snapshot with { FreshAt = new(now.Counted - TimeSpan.FromMilliseconds(9_985).Ticks, now.Ticks) }));
        Assert.False(replica.IsFresh(snapshot with { FreshAt = new(now.Counted, now.Ticks - TimeSpan.FromMilliseconds(9_985).Ticks) }));
        Assert.True(replica.IsFresh(snapshot with { FreshAt = new(Moment.Now(time).Counted, Moment.Now(time).Ticks) }));
    }

    [Theory]
    [InlineData(29, true, 0)]
    [InlineData(-29, true, 0)]
    [InlineData(45, true, 1)]
    [InlineData(-45, true, 1)]
    [InlineData(61, false, 1)]
    [InlineData(-61, false, 1)]
    public async Task AServerWithAnotherClockIsReportedAndThenNotBelieved(int seconds, bool isBelieved, int warnings)
    {
        var replica = await FreshAsync();
        _serverOffset = TimeSpan.FromSeconds(seconds);
        _time.Advance(TimeSpan.FromSeconds(100));
        await replica.SynchronizeAsync();
        await replica.SynchronizeAsync();
        Assert.Equal((isBelieved, warnings), (replica.IsFresh(replica.Snapshot), _logs.Count(6106)));
    }

    public void Dispose() => _logs.Dispose();

    private static async Task FinishAsync(SimulatedLog log, Task call)
    {
        while (!call.IsCompleted)
        {
            log.Let(CallFate.Happens);
            await Task.Yield();
        }

        await call;
    }

    /// <summary>The log is there, and the replica's first response came too late.</summary>
    private async Task<(SimulatedLog Log, RevocationReplica Replica)> LateAsync()
    {
        var server = Server();
        await Replica(new SimulatedLog(server)).SynchronizeAsync();
        Assert.Equal(1, _logs.Count(6101));
        var log = new SimulatedLog(server) { IsGated = true };
        var replica = Replica(log);
        var first = replica.SynchronizeAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        await FinishAsync(log, first);
        Assert.False(replica.Synchronized.IsCompleted);
        return (log, replica);
    }

    private async Task<RevocationReplica> FreshAsync()
    {
        var replica = Replica(new SimulatedLog(Server()));
        await replica.SynchronizeAsync();
        Assert.True(replica.IsFresh(replica.Snapshot));
        return replica;
    }

    private SimulatedServer Server() => new(() => _time.Milliseconds + (long)_serverOffset.TotalMilliseconds, new Random(1), 0);

    private RevocationReplica Replica(SimulatedLog log) =>
        new(log, new RedisRevocationOptions { HoldTime = TimeSpan.Zero, ReconnectTime = TimeSpan.Zero }, _time, new(new TestMeterFactory()), _logs.CreateLogger("test"));
}
