using System;

namespace Bolt.Redis.Revocation;

/// <summary>A moment by both clocks of this machine: the one that only counts may stand still while the machine does, and the other may be set.</summary>
/// <param name="Timestamp">See <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <param name="Ticks">UTC.</param>
internal readonly record struct Moment(long Timestamp, long Ticks)
{
    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow().UtcTicks);

    /// <summary>By the clock that says more. A wall clock that was set back says nothing.</summary>
    public TimeSpan ElapsedSince(in Moment earlier, TimeProvider time)
    {
        var (counted, shown) = (time.GetElapsedTime(earlier.Timestamp, Timestamp).Ticks, Ticks - earlier.Ticks);
        return new(Math.Max(counted, shown));
    }
}
