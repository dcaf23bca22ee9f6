namespace Bolt;

/// <summary>What a store knows of a token.</summary>
public enum RevocationStatus
{
    /// <summary>It may have been revoked: the request is refused with 503, unless <see cref="RevocationOptions.FailOpen"/> is set.</summary>
    Unknown = 0,

    /// <summary>It was not revoked.</summary>
    Valid,

    /// <summary>It was revoked.</summary>
    Revoked,
}
