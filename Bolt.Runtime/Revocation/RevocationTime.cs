using System;

namespace Bolt.Revocation;

/// <summary>Until when an entry is needed.</summary>
internal static class RevocationTime
{
    /// <summary>
    /// A backend accepts a token for its clock skew beyond <c>exp</c>: an entry dropped at <c>exp</c> would bring a revoked token back for that long. Ends with the calendar, and
    /// counts in UTC, because a moment near its end overflows in its own offset first.
    /// </summary>
    public static DateTimeOffset Until(DateTimeOffset expiresAt, TimeSpan clockSkew)
    {
        var skew = Math.Max(clockSkew.Ticks, 0);
        return expiresAt.UtcTicks > DateTimeOffset.MaxValue.UtcTicks - skew ? DateTimeOffset.MaxValue : new DateTimeOffset(expiresAt.UtcTicks + skew, TimeSpan.Zero);
    }
}
