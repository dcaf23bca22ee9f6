using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt;

/// <summary>Revokes a caller's token.</summary>
public static class RevocationStoreExtensions
{
    /// <summary>
    /// Revokes the token of a caller until it would have expired anyway, or forever where it does not expire: logout in one line. The entry is the token's own: another issuer's
    /// token with the same <c>jti</c>, which is unique for one issuer only (RFC 7519 §4.1.7), stays valid.
    /// </summary>
    /// <param name="store">The application's store.</param>
    /// <param name="auth">The caller, as a backend found it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The caller has no <see cref="AuthContext.TokenId"/>.</exception>
    public static ValueTask RevokeAsync(this IRevocationStore store, AuthContext auth, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(auth);
        return store.RevokeAsync(
            auth.RevocationId ?? throw new InvalidOperationException($"The caller that {auth.Backend} accepted has no token id (jti), so there is nothing to revoke."),
            auth.ExpiresAt ?? DateTimeOffset.MaxValue,
            cancellationToken);
    }

    /// <summary>Revokes all tokens of a caller's session, the one it came with too.</summary>
    /// <param name="store">The application's store.</param>
    /// <param name="auth">The caller, as a backend found it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The caller has no <see cref="AuthContext.SessionId"/>.</exception>
    public static ValueTask RevokeSessionAsync(this ISessionRevocationStore store, AuthContext auth, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(auth);
        return store.RevokeSessionAsync(
            auth.SessionId ?? throw new InvalidOperationException($"The caller that {auth.Backend} accepted has no session id (sid), so there is nothing to revoke."),
            auth.ExpiresAt ?? DateTimeOffset.MaxValue,
            auth.RevocationIssuer,
            cancellationToken);
    }

    /// <summary>Revokes all tokens of a caller that were issued before a moment, the one it came with too.</summary>
    /// <param name="store">The application's store.</param>
    /// <param name="auth">The caller, as a backend found it.</param>
    /// <param name="issuedBefore">Now, mostly: see <see cref="ISessionRevocationStore.RevokeUserAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static ValueTask RevokeUserAsync(this ISessionRevocationStore store, AuthContext auth, DateTimeOffset issuedBefore, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(auth);
        return store.RevokeUserAsync(auth.UserId, issuedBefore, auth.RevocationIssuer, cancellationToken);
    }
}
