using System;

namespace Bolt;

/// <summary>
/// Passes when the caller signed in no longer ago than that: for what asks for the password again. Otherwise, and where nobody knows when, 401: the caller has to sign in again
/// (RFC 9470 §3).
/// </summary>
public sealed class RecentLogin : Guard
{
    /// <summary>How long a login counts as recent, in minutes; 10.</summary>
    public int Minutes { get; set; } = 10;

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth?.AuthenticatedAt is { } at && context.Time.GetUtcNow() - at <= TimeSpan.FromMinutes(Minutes) ? GuardResult.Allow : GuardResult.Unauthorized;
}
