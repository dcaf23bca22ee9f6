using System;

namespace Bolt.Redis;

/// <summary>How far a server's clock is from this one's.</summary>
internal static class ClockDistance
{
    /// <param name="before">This clock before the server was asked.</param>
    /// <param name="after">And afterwards: what the server said lies between the two, where the clocks agree.</param>
    /// <param name="server">What it said.</param>
    public static TimeSpan Of(DateTimeOffset before, DateTimeOffset after, DateTimeOffset server) =>
        before > server ? before - server : server > after ? server - after : TimeSpan.Zero;
}
