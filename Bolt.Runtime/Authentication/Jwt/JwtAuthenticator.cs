using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.Jwt;

/// <summary>
/// What happens on a request. Waits, and builds a state machine, only where something outside the process has to be asked: a revocation store that does not answer at once, or
/// an issuer for keys.
/// </summary>
internal sealed class JwtAuthenticator(JwtValidationParameters rules, KeyRing keyRing, IRevocationStore? store, TimeProvider time)
{
    private readonly JwtValidator _validator = new(rules);
    private readonly bool _isAuthorization = string.Equals(rules.Header, "Authorization", StringComparison.OrdinalIgnoreCase);
    private KeySet? _lastKeys;

    public string Name => rules.Name;

    public bool IsAuthorization => _isAuthorization;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        StringValues values = _isAuthorization ? headers.Authorization : headers[rules.Header];
        BearerToken.Find(values, _isAuthorization, rules.MaximumTokenLength, out var source, out var start, out var length, out var failure);
        if (failure is not null)
        {
            return new(AuthenticationOutcome.Failed(failure));
        }

        if (length == 0)
        {
            return new(AuthenticationOutcome.NoCredentials);
        }

        var now = NumericDate.Now(time);
        var keys = keyRing.Current(now);
        var verdict = Validate(source, start, length, keys, now);
        return verdict.UnknownKid is { } kid && keyRing.MayFind(kid, keys, now)
            ? FetchAndValidateAsync(http, source, start, length, kid)
            : Conclude(http, verdict, keys);
    }

    private JwtValidationResult Validate(string source, int start, int length, KeySet keys, long now)
    {
        if (!ReferenceEquals(_lastKeys, keys))
        {
            // Entries of other keys are never used again, whether or not this thread clears them; clearing frees what they hold.
            _validator.Forget();
            _lastKeys = keys;
        }

        return _validator.Validate(source, start, length, keys, now);
    }

    private async ValueTask<AuthenticationOutcome> FetchAndValidateAsync(HttpContext http, string source, int start, int length, string kid)
    {
        await keyRing.FetchAsync(kid, http.RequestAborted).ConfigureAwait(false);
        var now = NumericDate.Now(time);
        var keys = keyRing.Current(now);
        return await Conclude(http, Validate(source, start, length, keys, now), keys).ConfigureAwait(false);
    }

    private ValueTask<AuthenticationOutcome> Conclude(HttpContext http, in JwtValidationResult verdict, KeySet keys)
    {
        if (verdict.Token is not { } token)
        {
            return new(verdict.UnknownKid is not null && keys.LacksIssuer
                ? AuthenticationOutcome.Unavailable(JwtFailure.KeysUnavailable)
                : AuthenticationOutcome.Failed(verdict.Failure!));
        }

        return store is null ? new(AuthenticationOutcome.Success(token.Context)) : CheckRevocation(store, token.Context, http.RequestAborted);
    }

    /// <summary>A caller who has gone away is no failure of the store: whatever it throws then ends the request, which nobody waits for.</summary>
    private static ValueTask<AuthenticationOutcome> CheckRevocation(IRevocationStore store, AuthContext auth, CancellationToken cancellationToken)
    {
        try
        {
            // The token has an id: with a store one is required.
            var answer = store.IsRevokedAsync(auth.RevocationId!, cancellationToken);
            return answer.IsCompletedSuccessfully ? new(Conclude(auth, answer.Result)) : AwaitAsync(answer, auth, cancellationToken);
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
            return Conclude(auth, await answer.ConfigureAwait(false));
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

    private static AuthenticationOutcome Conclude(AuthContext auth, bool isRevoked) =>
        isRevoked ? AuthenticationOutcome.Failed(JwtFailure.Revoked) : AuthenticationOutcome.Success(auth);
}
