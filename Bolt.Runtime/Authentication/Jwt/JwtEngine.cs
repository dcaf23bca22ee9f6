using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt;

/// <summary>
/// What happens on a request. Waits, and builds a state machine, only where something outside the process has to be asked: a revocation store that does not answer at once, or
/// an issuer for keys.
/// </summary>
internal sealed class JwtEngine(JwtRules rules, KeyRing keyRing, IRevocationStore? store, TimeProvider time)
{
    private readonly JwtValidator _validator = new(rules);
    private readonly bool _isAuthorization = string.Equals(rules.Header, "Authorization", StringComparison.OrdinalIgnoreCase);
    private KeySet? _lastKeys;

    public string Name => rules.Name;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        StringValues values = _isAuthorization ? headers.Authorization : headers[rules.Header];
        BearerCredentials.Find(values, _isAuthorization, rules.MaximumTokenLength, out var source, out var start, out var length, out var failure);
        if (failure is not null)
        {
            return new(AuthenticationOutcome.Failed(failure));
        }

        if (length == 0)
        {
            return new(AuthenticationOutcome.NoCredentials);
        }

        var now = NumericDate.Now(time);
        if (keyRing.Current(now) is not { } keys)
        {
            return FetchAndValidateAsync(http, source, start, length, null);
        }

        var verdict = Validate(source, start, length, keys, now);
        return verdict.UnknownKid is { } kid && keyRing.MayFind(kid, now)
            ? FetchAndValidateAsync(http, source, start, length, kid)
            : Conclude(http, verdict);
    }

    private JwtVerdict Validate(string source, int start, int length, KeySet keys, long now)
    {
        if (!ReferenceEquals(_lastKeys, keys))
        {
            // Entries of other keys are never used again, whether or not this thread clears them; clearing frees what they hold.
            _validator.Forget();
            _lastKeys = keys;
        }

        return _validator.Validate(source, start, length, keys, now);
    }

    private async ValueTask<AuthenticationOutcome> FetchAndValidateAsync(HttpContext http, string source, int start, int length, string? kid)
    {
        var keys = await keyRing.FetchAsync(kid, http.RequestAborted).ConfigureAwait(false);
        if (keys is null)
        {
            return AuthenticationOutcome.Unavailable(JwtFailure.KeysUnavailable);
        }

        var now = NumericDate.Now(time);
        var verdict = Validate(source, start, length, keys, now);
        if (kid is null && verdict.UnknownKid is { } unknown && keyRing.MayFind(unknown, now))
        {
            keys = await keyRing.FetchAsync(unknown, http.RequestAborted).ConfigureAwait(false);
            verdict = Validate(source, start, length, keys!, NumericDate.Now(time));
        }

        return verdict.Token is null && keyRing.Current(now) is null
            ? AuthenticationOutcome.Unavailable(JwtFailure.KeysUnavailable)
            : await Conclude(http, verdict).ConfigureAwait(false);
    }

    private ValueTask<AuthenticationOutcome> Conclude(HttpContext http, in JwtVerdict verdict)
    {
        if (verdict.Token is not { } token)
        {
            return new(AuthenticationOutcome.Failed(verdict.Failure!));
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
    }

    private static AuthenticationOutcome Conclude(AuthContext auth, bool isRevoked) =>
        isRevoked ? AuthenticationOutcome.Failed(JwtFailure.Revoked) : AuthenticationOutcome.Success(auth);
}
