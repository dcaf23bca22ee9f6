namespace Bolt.Behavior.Server;

/// <summary>The system's clock, moved on by a test.</summary>
internal sealed class Clock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
