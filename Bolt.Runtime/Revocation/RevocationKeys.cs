using System;

namespace Bolt;

/// <summary>What a store looks for to know whether a token is revoked. Made once per verified token.</summary>
public sealed class RevocationKeys
{
    internal RevocationKeys(string? tokenId, string? sessionId, string userId, string? issuer, long? issuedAt)
    {
        Token = string.IsNullOrEmpty(tokenId) ? null : RevocationKey.ForToken(tokenId);
        Session = string.IsNullOrEmpty(sessionId) ? null : RevocationKey.ForSession(sessionId, issuer);
        User = string.IsNullOrEmpty(userId) ? null : RevocationKey.ForUser(userId, issuer);
        Everyone = issuer is null ? Own : RevocationKey.ForEveryone(issuer);
        IssuedAt = issuedAt is { } seconds ? (uint)Math.Clamp(seconds, 0, uint.MaxValue - 1) : 0;
    }

    /// <summary>The key of everyone's tokens of this program.</summary>
    internal static RevocationKey Own { get; } = RevocationKey.ForEveryone();

    /// <summary>The token itself; null where it has no id.</summary>
    public RevocationKey? Token { get; }

    /// <summary>Its session; null where it names none.</summary>
    public RevocationKey? Session { get; }

    /// <summary>Its user; null where it names none.</summary>
    public RevocationKey? User { get; }

    /// <summary>Everyone of its issuer.</summary>
    public RevocationKey Everyone { get; }

    /// <summary>Its <c>iat</c> in whole seconds since 1970; 0 where it has none, so that every entry is later.</summary>
    public long IssuedAt { get; }
}
