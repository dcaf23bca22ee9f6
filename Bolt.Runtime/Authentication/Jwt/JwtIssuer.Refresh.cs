using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Refresh;

#pragma warning disable RS0026 // overloads with optional parameters: a client is a string and a caller an object, so that no call can mean both

namespace Bolt;

/// <content>Sign-ins that go on by refresh tokens; see <see cref="BoltRefreshTokenExtensions.AddRefreshTokens{TUser}"/>.</content>
public sealed partial class JwtIssuer
{
    private RefreshTokens Refresh => _refresh ?? throw new InvalidOperationException("There are no refresh tokens: call AddBolt().AddJwt().AddRefreshTokens<TUser>().");

    /// <summary>
    /// Signs a user in: an access token, as <see cref="CreateToken"/> makes it, with the sign-in's <c>sid</c>, <c>auth_time</c> and <c>amr</c> and what <see cref="ITokenClaims{TUser}"/> adds, and the refresh
    /// token that gets the next ones. Call it once the password, or whatever else, has been checked.
    /// </summary>
    /// <param name="user">Who signs in; of the type that <c>AddRefreshTokens</c> was called with.</param>
    /// <param name="signIn">What else is known.</param>
    /// <param name="cancellationToken">Cancels the call. A session may have been created then, whose tokens nobody has.</param>
    /// <exception cref="BoltRefusedException">401: the user's sessions were all ended while this call ran; 503: a store or the users could not be asked.</exception>
    /// <exception cref="InvalidOperationException">No configured key can sign, or <c>AddRefreshTokens</c> was not called.</exception>
    /// <exception cref="ArgumentException">A claim cannot be signed, or the user is of another type.</exception>
    public ValueTask<TokenPair> CreatePairAsync(IBoltUser user, SignIn? signIn = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentException.ThrowIfNullOrEmpty(user.Id, nameof(user));
        return Refresh.SignInAsync(this, user, signIn, cancellationToken);
    }

    /// <summary>
    /// The next pair, or null: sign in again (RFC 6749 §6). The refresh token is replaced. Within <see cref="RefreshTokenOptions.ReuseGrace"/> the token before gets the same new one again; used later, it
    /// ends the session with all its access tokens, because someone has a copy (RFC 9700 §4.14.2).
    /// </summary>
    /// <param name="refreshToken">What the client sent. Anything may stand in it, and null is what JSON makes of one that was left out.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BoltRefusedException">503: a store or the users could not be asked. The client keeps its token and tries again.</exception>
    public ValueTask<TokenPair?> RefreshAsync(string? refreshToken, CancellationToken cancellationToken = default) =>
        Refresh.RefreshAsync(this, refreshToken, null, cancellationToken);

    /// <summary>The same for a client that has authenticated: null also where the session is not that client's (RFC 6749 §10.4).</summary>
    /// <param name="refreshToken">What the client sent.</param>
    /// <param name="client">The client; compared exactly with <see cref="SignIn.Client"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BoltRefusedException">503: a store or the users could not be asked.</exception>
    public ValueTask<TokenPair?> RefreshAsync(string? refreshToken, string client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Refresh.RefreshAsync(this, refreshToken, client, cancellationToken);
    }

    /// <summary>Signs out: ends the session that the token belongs to, with its access tokens. A token that is not one, or not good any more, changes nothing.</summary>
    /// <param name="refreshToken">What the client sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BoltRefusedException">503: the store could not be asked, and the session may live on.</exception>
    public ValueTask EndSessionAsync(string? refreshToken, CancellationToken cancellationToken = default) => Refresh.EndAsync(this, refreshToken, cancellationToken);

    /// <summary>Signs out the caller of a request: ends the session of its access token, with the refresh token.</summary>
    /// <param name="auth">The caller, as the JWT backend found it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The caller has no <see cref="AuthContext.SessionId"/>, or another issuer's.</exception>
    /// <exception cref="BoltRefusedException">503: the store could not be asked, and the session may live on.</exception>
    public async ValueTask EndSessionAsync(AuthContext auth, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(auth);
        if (string.IsNullOrEmpty(auth.SessionId) || !string.Equals(auth.RevocationIssuer, RevocationIssuer, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The caller that {auth.Backend} accepted has no session (sid) of this program's refresh tokens.");
        }

        await Refresh.EndAsync(this, auth.UserId, auth.SessionId, cancellationToken).ConfigureAwait(false);
    }
}
