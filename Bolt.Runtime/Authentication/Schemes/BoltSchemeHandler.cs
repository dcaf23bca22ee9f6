using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bolt.Authentication.CrossSite;
using Bolt.Diagnostics;
using Bolt.Http;
using Bolt.Refusals;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.Schemes;

/// <summary>Runs Bolt's backends as an ASP.NET Core authentication scheme. Created once per request and scheme.</summary>
internal sealed class BoltSchemeHandler(SchemeBackends all, BoltMetrics metrics, ILoggerFactory loggers) : IAuthenticationHandler
{
    private IAuthenticationBackend[] _backends = [];
    private AuthenticationOutcome[] _outcomes = [];
    private string _scheme = "";
    private HttpContext? _http;
    private Task<AuthenticateResult>? _result;
    private bool _isCrossSite;
    private (string Backend, string Reason) _objection;
    private bool _isAsking;

    /// <summary>The endpoint that disabled the cross-site check.</summary>
    private Endpoint? _unchecked;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _http = context;
        _scheme = scheme.Name;
        _backends = all.Get(scheme.Name);
        _outcomes = new AuthenticationOutcome[_backends.Length];
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        if (_unchecked is not null && !ReferenceEquals(_unchecked, _http!.GetEndpoint()))
        {
            // A request that is executed again: another endpoint had the check disabled, this one may not.
            (_unchecked, _result) = (null, null);
        }

        // A backend that asks another scheme, which forwards to this one, would wait for itself.
        return _isAsking && _http!.Items.Keys.Any(static k => k is SchemeAuthenticator) ? Task.FromResult(AuthenticateResult.NoResult()) : _result ??= Authenticate(_http!);
    }

    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        await AuthenticateAsync().ConfigureAwait(false);
        var http = _http!;
        SayForEndpoint(http);
        if (_isCrossSite)
        {
            // No challenge: other credentials would not help.
            SchemeRefusal.Note(http, StatusCodes.Status403Forbidden);
            return;
        }

        for (var i = 0; i < _backends.Length; i++)
        {
            if (_outcomes[i].IsUnavailable)
            {
                SchemeRefusal.Note(http, StatusCodes.Status503ServiceUnavailable);
                return;
            }
        }

        for (var i = 0; i < _backends.Length; i++)
        {
            if (_backends[i] is SchemeAuthentication { WritesChallenge: true } other)
            {
                await other.ChallengeAsync(http).ConfigureAwait(false);
                if (http.Response.HasStarted || http.Response.StatusCode is >= 300 and < 400)
                {
                    // It sends the caller to sign in.
                    return;
                }

                http.Response.Headers.WWWAuthenticate = HeaderText.Distinct(http.Response.Headers.WWWAuthenticate);
                continue;
            }

            Append(http, _backends[i] is IAuthenticationChallenge backend ? HeaderText.Clean(backend.Unauthorized(_outcomes[i])) : HeaderText.Token(_backends[i].Name));
        }

        SchemeRefusal.Note(http, StatusCodes.Status401Unauthorized);
    }

    public async Task ForbidAsync(AuthenticationProperties? properties)
    {
        await AuthenticateAsync().ConfigureAwait(false);
        var http = _http!;
        for (var i = 0; i < _backends.Length; i++)
        {
            if (_outcomes[i].Succeeded && (_backends[i] as IAuthenticationChallenge)?.Forbidden is { } challenge)
            {
                Append(http, HeaderText.Clean(challenge));
            }
        }

        SchemeRefusal.Note(http, StatusCodes.Status403Forbidden);
    }

    private async Task<AuthenticateResult> Authenticate(HttpContext http)
    {
        _isAsking = true;
        try
        {
            return await Ask(http).ConfigureAwait(false);
        }
        finally
        {
            _isAsking = false;
        }
    }

    private async Task<AuthenticateResult> Ask(HttpContext http)
    {
        var result = await AskBackends(http).ConfigureAwait(false);
        for (var i = 0; i < _backends.Length && !AsksItself(http); i++)
        {
            FailedBackend.Log(loggers.CreateLogger("Bolt"), Route(http), _backends[i].Name, _outcomes[i], result.Succeeded);
        }

        return result;
    }

    /// <summary>A Bolt endpoint that ASP.NET Core's authorization refuses is never asked, and what it would have said is said here.</summary>
    private void SayForEndpoint(HttpContext http)
    {
        if (!AsksItself(http) || http.Features.Get<AuthenticationFailures>() is not null)
        {
            return;
        }

        if (_isCrossSite)
        {
            LogObjection(http);
        }

        for (var i = 0; i < _backends.Length; i++)
        {
            if (_outcomes[i].FailureReason is not null)
            {
                FailedBackend.Note(metrics, loggers.CreateLogger("Bolt"), Route(http), _backends[i].Name, _outcomes[i]);
                FailedBackend.Log(loggers.CreateLogger("Bolt"), Route(http), _backends[i].Name, _outcomes[i], accepted: false);
            }
        }
    }

    private void LogObjection(HttpContext http) => BoltLog.CrossSiteRefused(loggers.CreateLogger("Bolt"), Route(http), _objection.Backend, _objection.Reason);

    /// <summary>A Bolt endpoint asks its own backends, and says what they refused.</summary>
    private static bool AsksItself(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BoltRouteInfo>() is not null;

    private async Task<AuthenticateResult> AskBackends(HttpContext http)
    {
        string? failure = null;
        for (var i = 0; i < _backends.Length; i++)
        {
            var outcome = _outcomes[i] = await _backends[i].AuthenticateAsync(http).ConfigureAwait(false);
            if (outcome.Succeeded && CrossSite(http, _backends[i]) is { } objection)
            {
                _isCrossSite = true;
                _outcomes[i] = default;
                _objection = (_backends[i].Name, objection);
                if (!AsksItself(http))
                {
                    LogObjection(http);
                }

                return AuthenticateResult.Fail(objection);
            }

            if (outcome.Succeeded)
            {
                (_backends[i] as SessionAuthentication)?.Engine.Remember(http, outcome.Auth);
                return AuthenticateResult.Success(new AuthenticationTicket(CallerIdentity.Principal(outcome.Auth), _scheme));
            }

            if (outcome.FailureReason is { } reason)
            {
                failure ??= reason;
                if (AsksItself(http))
                {
                    continue;
                }

                FailedBackend.Note(metrics, loggers.CreateLogger("Bolt"), Route(http), _backends[i].Name, outcome);
            }
        }

        return failure is null ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(failure);
    }

    /// <summary>As in Bolt's own endpoints, but by the method the client sent: the endpoint is not Bolt's, or not chosen yet.</summary>
    private string? CrossSite(HttpContext http, IAuthenticationBackend backend)
    {
        if (backend is not ICookieAuthenticationBackend || (!UnsafeRequest.IsNoted(http) && RouteMethods.IsSafe(http.Request.Method) && !UpgradeRequest.Is(http)))
        {
            return null;
        }

        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false })
        {
            _unchecked = endpoint;
            return null;
        }

        return all.CrossSite.Objection(http.Request);
    }

    /// <summary>Bolt's own routes are called as in the lines of their endpoints.</summary>
    private string Route(HttpContext http) =>
        http.GetEndpoint() is not { } endpoint ? _scheme
        : endpoint.Metadata.GetMetadata<BoltRouteInfo>() is not { } route ? endpoint.DisplayName ?? _scheme
        : route.At((endpoint as RouteEndpoint)?.RoutePattern.RawText ?? route.Pattern).Route;

    /// <summary>In addition to the challenges of other schemes of the same policy.</summary>
    private static void Append(HttpContext http, string challenge)
    {
        var said = http.Response.Headers.WWWAuthenticate;
        if (!((IEnumerable<string?>)said).Contains(challenge))
        {
            http.Response.Headers.WWWAuthenticate = StringValues.Concat(said, challenge);
        }
    }
}
