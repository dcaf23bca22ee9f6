using System;

namespace Bolt;

/// <summary>Until when an entry is needed.</summary>
internal static class RevocationTime
{
    /// <summary>A backend accepts a token for its clock skew beyond <c>exp</c>: an entry dropped at <c>exp</c> would bring a revoked token back for that long.</summary>
    public static DateTimeOffset Until(DateTimeOffset expiresAt, TimeSpan clockSkew) =>
        expiresAt > DateTimeOffset.MaxValue - clockSkew ? DateTimeOffset.MaxValue : expiresAt + clockSkew;
}
