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

    private async Task<RevocationReplica> FreshAsync()
    {
        var server = new SimulatedServer(() => _time.Milliseconds + (long)_serverOffset.TotalMilliseconds, new Random(1), 0);
        var replica = new RevocationReplica(new SimulatedLog(server), new RedisRevocationOptions { HoldTime = TimeSpan.Zero, ReconnectTime = TimeSpan.Zero }, _time, new(new TestMeterFactory()), _logs.CreateLogger("test"));
        await replica.SynchronizeAsync();
        Assert.True(replica.IsFresh(replica.Snapshot));
        return replica;
    }
}
