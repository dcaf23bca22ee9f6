using System;

namespace Bolt;

/// <summary>How and when a user signed in to a session. Rights are not kept: the user is asked for them on every request.</summary>
/// <param name="AuthenticatedAt">When.</param>
/// <param name="Method">How, as <c>LoginOptions.Method</c> said; or null.</param>
/// <param name="StampHash">SHA-256 of the user's <c>ISessionStamp.SessionStamp</c>, or null where the user has none.</param>
public sealed record SessionAuth(DateTimeOffset AuthenticatedAt, string? Method, SecretHash? StampHash)
{
    // As in SessionRecord: ticks of UTC take half.
    private readonly long _authenticatedTicks = AuthenticatedAt.UtcTicks;

    /// <summary>When.</summary>
    public DateTimeOffset AuthenticatedAt
    {
        get => new(_authenticatedTicks, TimeSpan.Zero);
        init => _authenticatedTicks = value.UtcTicks;
    }
}
