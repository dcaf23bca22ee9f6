using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>Knows which tokens have been revoked before they expire.</summary>
public interface IRevocationStore
{
    /// <summary>True when the token has been revoked. Throws when the store cannot be asked; the request is then refused with 503.</summary>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken);

    /// <summary>
    /// Revokes a token until it would have expired anyway: not before <paramref name="expiresAt"/> and the largest <see cref="JwtOptions.ClockSkew"/> have passed, because
    /// it is accepted until then.
    /// </summary>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="expiresAt">The token's <c>exp</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}
