using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>Knows which tokens have been revoked before they expire.</summary>
public interface IRevocationStore
{
    /// <summary>
    /// True when the token has been revoked. Throws when the store is unavailable; the request is then refused with 503, unless <paramref name="cancellationToken"/> has been
    /// canceled: then the client is gone, and no failure is logged.
    /// </summary>
    /// <param name="tokenId">The token's <c>jti</c>; not empty.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken);

    /// <summary>
    /// Revokes a token until it would have expired anyway: not before <paramref name="expiresAt"/> and the largest <see cref="JwtOptions.ClockSkew"/> have passed, because
    /// it is accepted until then. Takes every moment a token can end at, <see cref="DateTimeOffset.MaxValue"/> too. Revoking it again never makes it valid earlier, and nothing
    /// is kept for a token that has ended.
    /// </summary>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="expiresAt">The token's <c>exp</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException"><paramref name="tokenId"/> is empty or white space: a token without an id cannot be revoked.</exception>
    ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}
