using System;
using System.Buffers.Text;

namespace Bolt.Authentication.Jwt.Token;

/// <summary>
/// Times of RFC 7519 §2, kept as ticks of 100 ns since 1970 so that fractions count; what is beyond the range of ticks is the end of the range.
/// </summary>
internal static class NumericDate
{
    public static long Now(TimeProvider time) => time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks;

    /// <summary>Reads a JSON number of seconds. False for one that no 64-bit integer holds: it must neither wrap nor mean "never".</summary>
    public static bool TryRead(ReadOnlySpan<byte> number, out long ticks)
    {
        if (Utf8Parser.TryParse(number, out long seconds, out var consumed) && consumed == number.Length)
        {
            ticks = FromSeconds(seconds, 0);
            return true;
        }

        ticks = 0;
        if (!Utf8Parser.TryParse(number, out double value, out consumed) || consumed != number.Length || !(Math.Abs(value) < long.MaxValue))
        {
            return false;
        }

        var whole = Math.Floor(value);
        ticks = FromSeconds((long)whole, (long)((value - whole) * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>The moment at which an accepted token ends, or the last one there is.</summary>
    public static DateTimeOffset ToDateTimeOffset(long ticks) =>
        ticks > DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks ? DateTimeOffset.MaxValue
        : new DateTimeOffset(DateTime.UnixEpoch.Ticks + ticks, TimeSpan.Zero);

    /// <summary>Whole seconds: fractions are cut off.</summary>
    public static long ToSeconds(long ticks) => (long)Math.Floor(ticks / (decimal)TimeSpan.TicksPerSecond);

    private static long FromSeconds(long seconds, long fraction) =>
        seconds >= long.MaxValue / TimeSpan.TicksPerSecond ? long.MaxValue
        : seconds <= long.MinValue / TimeSpan.TicksPerSecond ? long.MinValue
        : (seconds * TimeSpan.TicksPerSecond) + fraction;
}
