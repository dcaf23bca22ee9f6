using System;

namespace Bolt.Revocation;

/// <summary>Until when an entry is needed.</summary>
internal static class RevocationTime
{
    /// <summary>How far the clocks of those who revoke and those who issue may be apart, in seconds; <c>iat</c> has whole ones.</summary>
    public const long Margin = 3;

    /// <summary>How far ahead, in seconds, anyone may revoke.</summary>
    public const long FurthestAhead = 60;

    /// <summary>An <c>iat</c> further ahead, in seconds, was not written by a clock to go by: more than the issuer ever writes, which begins where a revocation ends.</summary>
    public const long FurthestIssuedAt = FurthestAhead + Margin + 1;

    /// <summary>How far repeated revocations may move a user's next <c>iat</c> ahead, in seconds.</summary>
    private const long FurthestRaise = 30;

    /// <summary>
    /// A backend accepts a token for its clock skew beyond <c>exp</c>: an entry dropped at <c>exp</c> would bring a revoked token back for that long. Ends with the calendar, and
    /// counts in UTC, because a moment near its end overflows in its own offset first.
    /// </summary>
    public static DateTimeOffset Until(DateTimeOffset expiresAt, TimeSpan clockSkew)
    {
        var skew = Math.Max(clockSkew.Ticks, 0);
        return expiresAt.UtcTicks > DateTimeOffset.MaxValue.UtcTicks - skew ? DateTimeOffset.MaxValue : new DateTimeOffset(expiresAt.UtcTicks + skew, TimeSpan.Zero);
    }

    /// <summary>How long entries of sessions, users and everyone are kept from now on.</summary>
    public static DateTimeOffset Until(DateTimeOffset now, RevocationOptions options)
    {
        var retention = Math.Max(options.Retention.Ticks, options.MaximumTokenLifetime.Ticks);
        return Until(retention > DateTimeOffset.MaxValue.UtcTicks - now.UtcTicks ? DateTimeOffset.MaxValue : new DateTimeOffset(now.UtcTicks + retention, TimeSpan.Zero), options.ClockSkew);
    }

    public static long Seconds(DateTimeOffset moment) => moment.ToUnixTimeSeconds();

    /// <summary>
    /// The first <c>iat</c> that counts as later. Where an earlier call has said as much already, tokens may have been issued since with exactly that <c>iat</c>: one second more revokes those.
    /// </summary>
    /// <param name="moment">What the caller asked for.</param>
    /// <param name="now">Now.</param>
    /// <param name="known">What is known; 0 for nothing.</param>
    public static uint IssuedBefore(DateTimeOffset moment, DateTimeOffset now, uint known)
    {
        var asked = Math.Clamp(Seconds(moment) + Margin, 0, uint.MaxValue - 1);
        var isNow = moment >= now.AddSeconds(-1) && known > Seconds(now);
        return (uint)(asked > known || !isNow ? Math.Max(asked, known) : Math.Max(known, Math.Min(known + 1L, Seconds(now) + FurthestRaise)));
    }

    /// <exception cref="ArgumentOutOfRangeException">It is too far ahead.</exception>
    public static void CheckMoment(DateTimeOffset issuedBefore, DateTimeOffset now)
    {
        if (issuedBefore > now.AddSeconds(FurthestAhead))
        {
            throw new ArgumentOutOfRangeException(nameof(issuedBefore), "It is more than a minute ahead: tokens that are issued until then would be refused.");
        }
    }
}
