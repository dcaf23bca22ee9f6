using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Http;
using Microsoft.AspNetCore.Http;

namespace Bolt.Authentication.Jwt;

/// <summary>
/// Authenticates a request. Waits, and allocates a state machine, only for something outside the process: a revocation store that does not complete at once, or an issuer's
/// keys.
/// </summary>
internal sealed class JwtAuthenticator(JwtValidationParameters parameters, KeyRing keyRing, IRevocationStore? store, TimeProvider time)
{
    private readonly JwtValidator _validator = new(parameters);
    private readonly ISessionRevocationStore? _sessions = store as ISessionRevocationStore;
    private readonly ILocalRevocationStore? _local = store as ILocalRevocationStore;
    private KeySet? _lastKeys;

    public string Name => parameters.Name;

    public CredentialHeader Header => parameters.Header;

    public bool MayUseQuery => parameters.Query is not null;

    /// <summary>A store or an issuer is asked, and may be down.</summary>
    public bool MayBeUnavailable => store is not null || keyRing.IsRemote;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        var header = Header.Read(http);
        if (parameters.Query is not { } query || !query.TryFind(http, header, parameters.MaximumTokenLength, out var token, out var failure))
        {
            token = BearerToken.Find(header, Header.IsAuthorization, parameters.MaximumTokenLength, out failure);
        }

        if (failure is not null)
        {
            return new(AuthenticationOutcome.Failed(failure));
        }

        if (token.Length == 0)
        {
            return new(AuthenticationOutcome.NoCredentials);
        }

        var now = NumericDate.Now(time);
        var keys = keyRing.Current(now);
        var result = Validate(token, keys, now);
        return result.UnknownKid is { } kid && keyRing.MayFind(kid, keys, now)
            ? FetchAndValidateAsync(http, token, kid)
            : Conclude(http, result, keys);
    }

    private JwtValidationResult Validate(TokenText token, KeySet keys, long now)
    {
        if (!ReferenceEquals(_lastKeys, keys))
        {
            // Entries of other keys are never used again; clearing them frees their memory.
            _validator.Forget();
            _lastKeys = keys;
        }

        return _validator.Validate(token, keys, now);
    }

    private async ValueTask<AuthenticationOutcome> FetchAndValidateAsync(HttpContext http, TokenText token, string kid)
    {
        await keyRing.FetchAsync(kid, http.RequestAborted).ConfigureAwait(false);
        var now = NumericDate.Now(time);
        var keys = keyRing.Current(now);
        return await Conclude(http, Validate(token, keys, now), keys).ConfigureAwait(false);
    }

    private ValueTask<AuthenticationOutcome> Conclude(HttpContext http, in JwtValidationResult result, KeySet keys)
    {
        if (result.Token is not { } verified)
        {
            return new(result.UnknownKid is not null && keys.LacksIssuer
                ? AuthenticationOutcome.Unavailable(JwtFailure.KeysUnavailable)
                : AuthenticationOutcome.Failed(result.Failure!));
        }

        return _local is not null ? new(CheckRevocation(_local, verified.Context))
            : store is null ? new(AuthenticationOutcome.Success(verified.Context))
            : CheckRevocation(store, _sessions, verified.Context, http.RequestAborted);
    }

    private static AuthenticationOutcome CheckRevocation(ILocalRevocationStore store, AuthContext auth) => store.Check(auth) switch
    {
        RevocationStatus.Valid => AuthenticationOutcome.Success(auth),
        RevocationStatus.Revoked => AuthenticationOutcome.Failed(JwtFailure.Revoked),
        _ => AuthenticationOutcome.Unavailable(JwtFailure.StoreUnavailable),
    };

    /// <summary>A client that has gone away is not a failure of the store: whatever it throws then ends a request that no one waits for.</summary>
    private static ValueTask<AuthenticationOutcome> CheckRevocation(IRevocationStore store, ISessionRevocationStore? sessions, AuthContext auth, CancellationToken cancellationToken)
    {
        try
        {
            // The token has an ID: with a store it is required.
            var answer = sessions is null ? store.IsRevokedAsync(auth.RevocationId!, cancellationToken) : sessions.IsRevokedAsync(auth, cancellationToken);
            return answer.IsCompletedSuccessfully ? new(ToOutcome(auth, answer.Result)) : AwaitAsync(answer, auth, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(AuthenticationOutcome.Unavailable(JwtFailure.StoreUnavailable));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, cancellationToken);
        }
    }

    private static async ValueTask<AuthenticationOutcome> AwaitAsync(ValueTask<bool> answer, AuthContext auth, CancellationToken cancellationToken)
    {
        try
        {
            return ToOutcome(auth, await answer.ConfigureAwait(false));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return AuthenticationOutcome.Unavailable(JwtFailure.StoreUnavailable);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, cancellationToken);
        }
    }

    private static AuthenticationOutcome ToOutcome(AuthContext auth, bool isRevoked) =>
        isRevoked ? AuthenticationOutcome.Failed(JwtFailure.Revoked) : AuthenticationOutcome.Success(auth);
}
