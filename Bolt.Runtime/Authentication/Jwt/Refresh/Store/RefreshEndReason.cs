namespace Bolt;

/// <summary>Why a sign-in was ended before its time.</summary>
public enum RefreshEndReason
{
    /// <summary>The user signed out, or ended it from another device.</summary>
    SignedOut = 0,

    /// <summary>A refresh token was used that had been replaced long before: someone has a copy.</summary>
    Reused = 1,

    /// <summary>It, or its user, was revoked.</summary>
    Revoked = 2,

    /// <summary>The user's <see cref="ISessionStamp.SessionStamp"/> has changed, as with a new password.</summary>
    StampChanged = 3,

    /// <summary>The user signed in more often than <see cref="RefreshTokenOptions.MaximumPerUser"/>.</summary>
    TooMany = 4,
}
