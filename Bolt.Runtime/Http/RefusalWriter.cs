using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Bolt;

/// <summary>Answers a request that may not go on: status, <c>WWW-Authenticate</c>, problem details, and a log line with the reason the caller does not get.</summary>
internal sealed class RefusalWriter(BoltRouteInfo route, List<IAuthenticationBackend> backends, IProblemDetailsService? problems, BoltMetrics metrics, ILogger logger)
{
    public const string RetryAfterSeconds = "5";
    public const string CrossSiteCheck = "cross-site check";
    private string[]? _challenges;

    public void NoteFailure(HttpContext http, int backend, AuthenticationOutcome outcome)
    {
        var failures = http.Features.Get<AuthenticationFailures>();
        if (failures is null)
        {
            http.Features.Set(failures = new AuthenticationFailures(backends.Count));
        }

        failures.Outcomes[backend] = outcome;
        metrics.AuthenticationFailed(backends[backend].Name, outcome.FailureReason!);
        if (outcome.IsUnavailable)
        {
            BoltLog.AuthenticationUnavailable(logger, route.Route, backends[backend].Name, outcome.FailureReason!);
        }
        else
        {
            BoltLog.AuthenticationFailed(logger, route.Route, backends[backend].Name, outcome.FailureReason!);
        }
    }

    public Task Refuse(HttpContext http, AuthContext? auth, GuardResult result, int guard)
    {
        var failures = auth is null ? http.Features.Get<AuthenticationFailures>() : null;
        if (failures is not null && IsUnavailable(failures))
        {
            // Nobody could say who is calling, so nobody can say that the caller may not: try again later.
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            Observe(http, auth, StatusCodes.Status503ServiceUnavailable, Name(guard));
            return Problems.Write(http, StatusCodes.Status503ServiceUnavailable, problems);
        }

        switch (result.Decision)
        {
            case GuardDecision.Unauthorized:
                http.Response.Headers.WWWAuthenticate = Challenges(failures);
                BoltLog.Unauthorized(logger, route.Route, Name(guard));
                Observe(http, auth, StatusCodes.Status401Unauthorized, Name(guard));
                return Problems.Write(http, StatusCodes.Status401Unauthorized, problems);

            case GuardDecision.Redirect:
                BoltLog.Redirected(logger, route.Route, Name(guard));
                Observe(http, auth, StatusCodes.Status302Found, Name(guard));
                http.Response.Redirect(result.Text!);
                return Task.CompletedTask;

            default:
                if (ForbiddenChallenge(http, auth) is { } challenge)
                {
                    http.Response.Headers.WWWAuthenticate = challenge;
                }

                BoltLog.Forbidden(logger, route.Route, Name(guard), result.Text ?? "refused");
                Observe(http, auth, StatusCodes.Status403Forbidden, Name(guard));
                return Problems.Write(http, StatusCodes.Status403Forbidden, problems);
        }
    }

    /// <summary>A cookie authenticated what another site asked for. No challenge: other credentials would not mend it.</summary>
    public Task RefuseCrossSite(HttpContext http, AuthContext auth, string reason)
    {
        BoltLog.CrossSiteRefused(logger, route.Route, auth.Backend, reason);
        Observe(http, auth, StatusCodes.Status403Forbidden, CrossSiteCheck);
        return Problems.Write(http, StatusCodes.Status403Forbidden, problems);
    }

    public Task Invalid(HttpContext http, string name, string source)
    {
        BoltLog.BindingFailed(logger, route.Route, name);
        return BindingProblem.Write(http, StatusCodes.Status400BadRequest, name, $"The {source} value '{name}' is missing or not valid.", problems);
    }

    public Task InvalidBody(HttpContext http, int status, string name, string message)
    {
        BoltLog.BindingFailed(logger, route.Route, name);
        return BindingProblem.Write(http, status, name, message, problems);
    }

    private void Observe(HttpContext http, AuthContext? auth, int status, string guard)
    {
        metrics.Refused(status, route.Pattern, guard);
        metrics.Authorized(auth is not null, succeeded: false);
        if (status == StatusCodes.Status401Unauthorized)
        {
            foreach (var backend in backends)
            {
                metrics.Challenged(backend.Name);
            }
        }
        else if (status == StatusCodes.Status403Forbidden && auth is not null)
        {
            metrics.Forbade(auth.Backend);
        }

        if (http.Features.Get<RequestObservation>() is { } observation)
        {
            observation.IsRefused = true;
        }

        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag("bolt.guard", guard);
        }
    }

    /// <summary>One challenge per backend. The words for a request without credentials are the same each time.</summary>
    private StringValues Challenges(AuthenticationFailures? failures)
    {
        if (failures is null)
        {
            return _challenges ??= Build(null);
        }

        return Build(failures);
    }

    private string[] Build(AuthenticationFailures? failures)
    {
        var challenges = new string[backends.Count];
        for (var i = 0; i < challenges.Length; i++)
        {
            challenges[i] = backends[i] is IAuthenticationChallenge backend
                ? backend.Unauthorized(failures?.Outcomes[i] ?? AuthenticationOutcome.NoCredentials)
                : backends[i].Name;
        }

        return challenges;
    }

    private string? ForbiddenChallenge(HttpContext http, AuthContext? auth) =>
        auth is not null && http.Features.Get<IHttpAuthenticationFeature>() is CallerFeature caller
            ? (backends[caller.Backend] as IAuthenticationChallenge)?.Forbidden
            : null;

    private string Name(int guard) => guard >= 0 ? route.Guards[guard] : route.Guards.Count == 0 ? "no guard" : "handler";

    private static bool IsUnavailable(AuthenticationFailures failures)
    {
        foreach (var outcome in failures.Outcomes)
        {
            if (outcome.IsUnavailable)
            {
                return true;
            }
        }

        return false;
    }
}
