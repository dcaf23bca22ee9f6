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
}
