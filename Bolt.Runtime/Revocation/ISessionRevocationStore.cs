using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>
/// A store that also revokes many tokens at once: those of a session, of a user, or all. A token is revoked when any entry says so. Every JWT backend asks one that is registered; tokens without
/// <c>iat</c>, or that live longer than <see cref="RevocationOptions.MaximumTokenLifetime"/>, are then refused, because an entry might leave before they end.
/// </summary>
/// <remarks>
/// <para>
/// Ids belong to their issuer: <c>issuer</c> is null for this program's own tokens and for those of the default backend's only issuer, else the token's <c>iss</c>. The extension methods that take an
/// <see cref="AuthContext"/> know which.
/// </para>
/// <para>
/// Entries live until <see cref="RevocationOptions.Retention"/> and <see cref="RevocationOptions.ClockSkew"/> from now have passed, and never shorter than an earlier call said. The rules are a test
/// suite that every store passes, your own too: <c>tests/conformance</c>.
/// </para>
/// </remarks>
public interface ISessionRevocationStore : IRevocationStore
{
    /// <summary>True when the token's id, its session, its user or everyone has been revoked: one question. <see cref="AuthContext.RevocationKeys"/> says what to look for.</summary>
    /// <param name="token">The caller, as a backend found it.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<bool> IsRevokedAsync(AuthContext token, CancellationToken cancellationToken);

    /// <summary>Revokes every token whose <c>sid</c> is the session's, whenever it was or will be issued.</summary>
    /// <param name="sessionId">The session: <see cref="AuthContext.SessionId"/>.</param>
    /// <param name="expiresAt">When the last of its tokens ends; the entry is kept at least until then.</param>
    /// <param name="issuer">Whose session it is; null for this program's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException"><paramref name="sessionId"/> is empty or white space.</exception>
    ValueTask RevokeSessionAsync(string sessionId, DateTimeOffset expiresAt, string? issuer = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Revokes every token of the user that was issued earlier. <c>iat</c> has whole seconds and servers have clocks of their own, so a token counts as earlier until three seconds after
    /// <paramref name="issuedBefore"/>, cut to the second; <see cref="JwtIssuer"/> gives tokens that it issues in those seconds a later <c>iat</c>. Called again within them, it revokes those too.
    /// </summary>
    /// <param name="userId">The user: <see cref="AuthContext.UserId"/>.</param>
    /// <param name="issuedBefore">Now, or an earlier moment.</param>
    /// <param name="issuer">Whose user it is; null for this program's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException"><paramref name="userId"/> is empty or white space.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="issuedBefore"/> is more than a minute ahead.</exception>
    ValueTask RevokeUserAsync(string userId, DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default);

    /// <summary>Revokes every token that was issued earlier, as after a signing key has leaked. Access tokens only: sessions and refresh tokens go on.</summary>
    /// <param name="issuedBefore">Now, or an earlier moment.</param>
    /// <param name="issuer">Whose tokens; null for this program's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="issuedBefore"/> is more than a minute ahead.</exception>
    ValueTask RevokeEveryoneAsync(DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default);

    /// <summary>The earliest <c>iat</c> that is not revoked, in whole seconds; null where all are good.</summary>
    /// <param name="userId">The user, for its own entry alone; null for the entry of everyone.</param>
    /// <param name="issuer">Whose user it is; null for this program's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<DateTimeOffset?> NotBeforeAsync(string? userId, string? issuer = null, CancellationToken cancellationToken = default);
}
