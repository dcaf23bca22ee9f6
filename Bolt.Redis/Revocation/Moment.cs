using System;

namespace Bolt.Redis.Revocation;

/// <summary>A moment by both clocks of this machine: the one that only counts may stand still while the machine does, and the other may be set.</summary>
/// <param name="Counted">By the clock that only counts, in ticks since some moment.</param>
/// <param name="Ticks">UTC.</param>
internal readonly record struct Moment(long Counted, long Ticks)
{
    /// <summary>How far behind the machine's counter may be: it is read on every request, and the exact one takes several times as long.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(16);

    /// <summary>By how much more than it says may have passed between two moments.</summary>
    public static TimeSpan Inaccuracy(TimeProvider time) => time == TimeProvider.System ? Step : TimeSpan.Zero;

    public static Moment Now(TimeProvider time) => new(
        time == TimeProvider.System ? Environment.TickCount64 * TimeSpan.TicksPerMillisecond : time.GetElapsedTime(0, time.GetTimestamp()).Ticks,
        time.GetUtcNow().UtcTicks);

    /// <summary>By the clock that says more. A wall clock that was set back says nothing.</summary>
    public TimeSpan ElapsedSince(in Moment earlier) => new(Math.Max(Counted - earlier.Counted, Ticks - earlier.Ticks));
}
