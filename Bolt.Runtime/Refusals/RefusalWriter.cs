using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Sessions;
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
internal sealed partial class RefusalWriter(BoltRouteInfo route, List<IAuthenticationBackend> backends, IProblemDetailsService? problems, BoltMetrics metrics, ILogger logger, bool explains)
{
    public const string CrossSiteCheck = "cross-site check";
    private const string Session = "session";
    private const string NeedsIdentity = "needs an identity";
    private readonly Lazy<SchemeAuthentication[]> _challengers = new(() => [.. backends.OfType<SchemeAuthentication>().Where(static b => b.WritesChallenge)]);
    private readonly Lazy<bool> _mayChange = new(() => backends.Exists(static b => b is ICredentialHeader { MayChange: true }));
    private string[]? _challenges;

    /// <summary>The same for the endpoint as it is served: behind the prefix of the groups it is mapped in.</summary>
    public RefusalWriter At(string? pattern) => pattern is null || pattern == route.Pattern ? this : new(route.At(pattern), backends, problems, metrics, logger, explains);

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

    /// <summary>Logs what the backends refused, once all of them that have to be asked were.</summary>
    public void LogFailures(HttpContext http, bool accepted)
    {
        if (Failures(http) is { } failures)
        {
            for (var i = 0; i < failures.Outcomes.Length; i++)
            {
                FailedBackend.Log(logger, route.Route, backends[i].Name, failures.Outcomes[i], accepted);
            }
        }
    }

    public Task Refuse(HttpContext http, AuthContext? auth, GuardResult result, int guard)
    {
        var failures = auth is null ? Failures(http) : null;
        Clear(http.Response.Headers);
        if (failures is not null && IsUnavailable(failures))
        {
            // The caller could not be identified, so it is not known whether they may pass.
            Observe(http, auth, StatusCodes.Status503ServiceUnavailable, Name(guard));
            return ProblemDetailsWriter.WriteUnavailable(http, problems, Explain(http, auth, Name(guard), "the credentials could not be checked"));
        }

        switch (result.Decision)
        {
            case GuardDecision.Unauthorized:
                return Unauthorized(http, auth, Challenges(failures), guard, NeedsIdentity);

            case GuardDecision.NotFound:
                BoltLog.NotFound(logger, route.Route, Name(guard));
                Observe(http, auth, StatusCodes.Status404NotFound, Name(guard));
                http.Response.Headers.CacheControl = "no-store";
                return ProblemDetailsWriter.Write(http, StatusCodes.Status404NotFound, problems, Explain(http, auth, Name(guard), "hides what is there"));

            case GuardDecision.RedirectRefused:
                return Redirect(http, auth, null, guard);

            case GuardDecision.Redirect:
                return Redirect(http, auth, result.Text!, guard);

            case GuardDecision.SignIn:
                return AskToSignIn(http, auth, result.Demand!, failures, guard);

            default:
                var reason = result.Text ?? "refused";
                BoltLog.Forbidden(logger, route.Route, Name(guard), reason);
                return Forbid(http, auth, guard, reason);
        }
    }

    /// <summary>A cookie authenticated a request of another site. No challenge: other credentials would not help.</summary>
    public Task RefuseCrossSite(HttpContext http, AuthContext auth, string reason)
    {
        Clear(http.Response.Headers);
        BoltLog.CrossSiteRefused(logger, route.Route, auth.Backend, reason);
        Observe(http, auth, StatusCodes.Status403Forbidden, CrossSiteCheck);
        return ProblemDetailsWriter.Write(http, StatusCodes.Status403Forbidden, problems, Explain(http, auth, CrossSiteCheck, reason));
    }

    /// <summary>A backend that knows callers by their cookie could not check it.</summary>
    public bool IsUnknown(HttpContext http)
    {
        if (Failures(http) is not { } failures)
        {
            return false;
        }

        for (var i = 0; i < failures.Outcomes.Length; i++)
        {
            if (failures.Outcomes[i].IsUnavailable && backends[i] is ICookieAuthenticationBackend)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The handler takes a session that could not be looked up. Nothing has been done yet, so the request may be repeated.</summary>
    public Task RefuseSession(HttpContext http)
    {
        Clear(http.Response.Headers);
        var auth = http.GetAuthContext();
        Observe(http, auth, StatusCodes.Status503ServiceUnavailable, Session);
        return ProblemDetailsWriter.WriteUnavailable(http, problems, Explain(http, auth, Session, "the session could not be looked up"));
    }

    /// <summary>Something the handler asked of a session was refused.</summary>
    public Task Refuse(HttpContext http, BoltRefusedException refused)
    {
        // Of a result that has been executed.
        http.Response.Headers.Location = default;
        var auth = http.GetAuthContext();
        Observe(http, auth, refused.StatusCode, Session);
        return SessionRefusalHandler.Write(http, refused, problems, Explain(http, auth, Session, refused.Message));
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

    private Task Forbid(HttpContext http, AuthContext? auth, int guard, string reason)
    {
        if (ForbiddenChallenge(http, auth) is { } challenge)
        {
            http.Response.Headers.WWWAuthenticate = HeaderText.Clean(challenge);
        }

        Observe(http, auth, StatusCodes.Status403Forbidden, Name(guard));
        return ProblemDetailsWriter.Write(http, StatusCodes.Status403Forbidden, problems, Explain(http, auth, Name(guard), reason));
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

    /// <summary>What the backends challenge with, each line once. Those for a request without credentials are the same each time.</summary>
    private StringValues Challenges(AuthenticationFailures? failures)
    {
        if (failures is null)
        {
            // A header that configuration may change is read again.
            return _mayChange.Value ? Build(null) : _challenges ??= Build(null);
        }

        return Build(failures);
    }

    private string[] Build(AuthenticationFailures? failures)
    {
        var challenges = new List<string>(backends.Count);
        for (var i = 0; i < backends.Count; i++)
        {
            if (backends[i] is SchemeAuthentication { WritesChallenge: true })
            {
                continue;
            }

            var challenge = Challenge(backends[i], failures?.Outcomes[i] ?? AuthenticationOutcome.NoCredentials);
            if (!challenges.Contains(challenge))
            {
                challenges.Add(challenge);
            }
        }

        return [.. challenges];
    }

    private static string Challenge(IAuthenticationBackend backend, in AuthenticationOutcome outcome) =>
        backend is IAuthenticationChallenge own ? HeaderText.Clean(own.Unauthorized(outcome)) : HeaderText.Token(backend.Name);

    /// <summary>ASP.NET Core's schemes write their own challenges. One may redirect to a sign-in page at an identity provider: then that is the response.</summary>
    private async Task Challenge(HttpContext http, byte[]? explanation)
    {
        foreach (var backend in _challengers.Value)
        {
            await backend.ChallengeAsync(http).ConfigureAwait(false);
        }

        if (!http.Response.HasStarted && http.Response.StatusCode is not (>= 300 and < 400))
        {
            http.Response.Headers.WWWAuthenticate = HeaderText.Distinct(http.Response.Headers.WWWAuthenticate);
            await ProblemDetailsWriter.Write(http, StatusCodes.Status401Unauthorized, problems, explanation).ConfigureAwait(false);
        }
    }

    private string? ForbiddenChallenge(HttpContext http, AuthContext? auth) =>
        auth is not null && AcceptedBy(http, auth) is { } backend ? (backends[backend] as IAuthenticationChallenge)?.Forbidden : null;

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
