using System.Collections.Generic;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.CrossSite;
using Bolt.Diagnostics;
using Bolt.Guards;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Bolt.Refusals;

/// <summary>Refuses a request: status, <c>WWW-Authenticate</c>, problem details, and a log line with the reason, which callers do not get.</summary>
internal sealed partial class RefusalWriter(BoltRouteInfo route, List<IAuthenticationBackend> backends, IProblemDetailsService? problems, BoltMetrics metrics, ILogger logger)
{
    public const string CrossSiteCheck = "cross-site check";
    private string[]? _challenges;

    /// <summary>Authentication begins: failures of an earlier run of a request that is executed again no longer count.</summary>
    public static void Forget(HttpContext http)
    {
        if (http.Features.Get<AuthenticationFailures>() is not null)
        {
            http.Features.Set<AuthenticationFailures>(null);
        }
    }

    public void NoteFailure(HttpContext http, int backend, AuthenticationOutcome outcome)
    {
        var failures = Failures(http);
        if (failures is null)
        {
            http.Features.Set(failures = new AuthenticationFailures(this, backends.Count));
        }

        failures.Outcomes[backend] = outcome;
        FailedBackend.Note(metrics, logger, route.Route, backends[backend].Name, outcome);
    }

    public Task Refuse(HttpContext http, AuthContext? auth, GuardResult result, int guard)
    {
        var failures = auth is null ? Failures(http) : null;
        Clear(http.Response.Headers);
        if (failures is not null && IsUnavailable(failures))
        {
            // The caller could not be identified, so it is not known whether they may pass.
            Observe(http, auth, StatusCodes.Status503ServiceUnavailable, Name(guard));
            return ProblemDetailsWriter.WriteUnavailable(http, problems);
        }

        switch (result.Decision)
        {
            case GuardDecision.Unauthorized:
                return Unauthorized(http, auth, Challenges(failures), guard);

            case GuardDecision.RedirectRefused:
                return Redirect(http, auth, null, guard);

            case GuardDecision.Redirect:
                return Redirect(http, auth, result.Text!, guard);

            case GuardDecision.SignIn:
                return AskToSignIn(http, auth, result.Demand!, failures, guard);

            default:
                BoltLog.Forbidden(logger, route.Route, Name(guard), result.Text ?? "refused");
                return Forbid(http, auth, guard);
        }
    }

    /// <summary>A cookie authenticated a request of another site. No challenge: other credentials would not help.</summary>
    public Task RefuseCrossSite(HttpContext http, AuthContext auth, string reason)
    {
        Clear(http.Response.Headers);
        BoltLog.CrossSiteRefused(logger, route.Route, auth.Backend, reason);
        Observe(http, auth, StatusCodes.Status403Forbidden, CrossSiteCheck);
        return ProblemDetailsWriter.Write(http, StatusCodes.Status403Forbidden, problems);
    }

    public Task Invalid(HttpContext http, string name, string source)
    {
        BoltLog.BindingFailed(logger, route.Route, name);
        return ProblemDetailsWriter.WriteInvalid(http, StatusCodes.Status400BadRequest, name, $"The {source} value '{name}' is missing or not valid.", problems);
    }

    public Task InvalidBody(HttpContext http, int status, string name, string message)
    {
        BoltLog.BindingFailed(logger, route.Route, name);
        return ProblemDetailsWriter.WriteInvalid(http, status, name, message, problems);
    }

    private Task Forbid(HttpContext http, AuthContext? auth, int guard)
    {
        if (ForbiddenChallenge(http, auth) is { } challenge)
        {
            http.Response.Headers.WWWAuthenticate = HeaderText.Clean(challenge);
        }

        Observe(http, auth, StatusCodes.Status403Forbidden, Name(guard));
        return ProblemDetailsWriter.Write(http, StatusCodes.Status403Forbidden, problems);
    }

    /// <summary>Removes what an earlier endpoint of a request that is executed again responded.</summary>
    private static void Clear(IHeaderDictionary headers)
    {
        headers.WWWAuthenticate = default;
        headers.RetryAfter = default;
    }

    private AuthenticationFailures? Failures(HttpContext http) =>
        http.Features.Get<AuthenticationFailures>() is { } failures && ReferenceEquals(failures.Route, this) ? failures : null;

    private void Observe(HttpContext http, AuthContext? auth, int status, string guard)
    {
        metrics.Refused(status, route.Pattern, guard);
        if (http.Features.Get<RequestObservation>() is not { IsAuthorized: true })
        {
            // One attempt is counted once: a caller whose user is gone has passed the guards.
            metrics.Authorized(auth is not null, succeeded: false);
        }

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

        if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag("bolt.guard", guard);
        }
    }

    /// <summary>One challenge per backend. Those for a request without credentials are the same each time.</summary>
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
                ? HeaderText.Clean(backend.Unauthorized(failures?.Outcomes[i] ?? AuthenticationOutcome.NoCredentials))
                : HeaderText.Token(backends[i].Name);
        }

        return challenges;
    }

    private string? ForbiddenChallenge(HttpContext http, AuthContext? auth) =>
        auth is not null && CallerFeature.Get(http) is { } caller && ReferenceEquals(caller.Auth, auth) && caller.Backend < backends.Count
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
