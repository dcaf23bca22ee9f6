namespace Bolt.Redis.Tests;

/// <summary>Both clocks of a machine, moved by the test.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly long Start = new DateTimeOffset(2025, 6, 15, 12, 0, 0, TimeSpan.Zero).UtcTicks;

    public long Ticks { get; private set; } = Start;

    public long Milliseconds => (Ticks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMillisecond;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the clock on the wall is set off.</summary>
    public TimeSpan WallOffset { get; set; }

    /// <summary>What the counting clock did not count.</summary>
    public TimeSpan StoodStill { get; set; }

    public override DateTimeOffset GetUtcNow() => new(Ticks + WallOffset.Ticks, TimeSpan.Zero);

    public override long GetTimestamp() => Ticks - Start - StoodStill.Ticks;

    public void Advance(TimeSpan by) => Ticks += by.Ticks;
}
