using System;

namespace Bolt.Revocation;

/// <summary>A token's id, as a store takes it.</summary>
internal static class RevokedId
{
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ArgumentException">It is empty or white space.</exception>
    public static void Check(string tokenId)
    {
        ArgumentNullException.ThrowIfNull(tokenId);
        if (string.IsNullOrWhiteSpace(tokenId))
        {
            throw new ArgumentException("A token without an id (jti) cannot be revoked: the id is empty or white space.", nameof(tokenId));
        }
    }

    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ArgumentException">It is empty or white space: tokens that name none would be meant.</exception>
    public static void CheckSession(string sessionId)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        if (string.IsNullOrWhiteSpace(sessionId))
        {
            throw new ArgumentException("A session without an id (sid) cannot be revoked: the id is empty or white space.", nameof(sessionId));
        }
    }

    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ArgumentException">It is empty or white space: tokens that name none would be meant.</exception>
    public static void CheckUser(string userId)
    {
        ArgumentNullException.ThrowIfNull(userId);
        if (string.IsNullOrWhiteSpace(userId))
        {
            throw new ArgumentException("A user without an id (sub) cannot be revoked: the id is empty or white space.", nameof(userId));
        }
    }
}
