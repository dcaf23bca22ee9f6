using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Diagnostics;
using Bolt.Guards.Redirects;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Refusals;

/// <content>A guard asks the caller to sign in: the visitor of a page is sent to the login page, a program gets a status.</content>
internal sealed partial class RefusalWriter
{
    private Task AskToSignIn(HttpContext http, AuthContext? auth, LoginDemand demand, AuthenticationFailures? failures, int guard)
    {
        // The response depends on who asks and how. It says so once, instead of naming every header that was looked at.
        http.Response.Headers.CacheControl = "no-store";
        if (PageRequest.Is(http.Request))
        {
            var page = LoginPage();
            var url = demand.LoginUrl ?? page?.LoginUrl ?? LoginRedirect.DefaultUrl;
            if (!LoginRedirect.IsAt(http.Request, url))
            {
                return Redirect(http, auth, LoginRedirect.Create(http.Request, url, page is null ? LoginRedirect.DefaultParameter : page.ReturnUrlParameter), guard);
            }
        }

        if (auth is null || demand.IsUserGone)
        {
            return Unauthorized(http, auth, Challenges(failures), guard, NeedsIdentity);
        }

        if (demand.MaximumAge is { } seconds)
        {
            return Unauthorized(http, auth, StepUp(http, auth, seconds), guard, demand.Reason);
        }

        BoltLog.Forbidden(logger, route.Route, Name(guard), demand.Reason);
        return Forbid(http, auth, guard, demand.Reason);
    }

    private ILoginPage? LoginPage()
    {
        foreach (var backend in backends)
        {
            if (backend is ILoginPage page)
            {
                return page;
            }
        }

        return null;
    }

    private Task Unauthorized(HttpContext http, AuthContext? auth, StringValues challenges, int guard, string reason)
    {
        http.Response.Headers.WWWAuthenticate = challenges;
        if (auth is not null && guard < 0)
        {
            BoltLog.UserNotFound(logger, route.Route, auth.Backend);
        }
        else
        {
            BoltLog.Unauthorized(logger, route.Route, Name(guard));
        }

        Observe(http, auth, StatusCodes.Status401Unauthorized, Name(guard));
        var explanation = Explain(http, auth, Name(guard), auth is not null && guard < 0 ? "the user was not found" : reason);
        return _challengers.Value.Length == 0 ? ProblemDetailsWriter.Write(http, StatusCodes.Status401Unauthorized, problems, explanation) : Challenge(http, explanation);
    }

    /// <param name="http">The request.</param>
    /// <param name="auth">Who is calling, or null.</param>
    /// <param name="location">Percent-encoded ASCII, or null where the target is not a path on this site.</param>
    /// <param name="guard">The guard's place.</param>
    private Task Redirect(HttpContext http, AuthContext? auth, string? location, int guard)
    {
        if (location is null)
        {
            BoltLog.RedirectRefused(logger, route.Route, Name(guard));
            return Forbid(http, auth, guard, "wanted to redirect, and not to a path on this site");
        }

        BoltLog.Redirected(logger, route.Route, Name(guard));
        Observe(http, auth, StatusCodes.Status302Found, Name(guard));
        http.Response.Redirect(location);
        return Task.CompletedTask;
    }

    /// <summary>RFC 9470 §3: the challenge of the backend that accepted the caller, with how old a login may be.</summary>
    private StringValues StepUp(HttpContext http, AuthContext auth, int seconds)
    {
        if (CallerFeature.Get(http) is not { } caller || !ReferenceEquals(caller.Auth, auth) || caller.Backend >= backends.Count || backends[caller.Backend] is SchemeAuthentication { WritesChallenge: true })
        {
            return Challenges(null);
        }

        var challenge = Challenge(backends[caller.Backend], AuthenticationOutcome.NoCredentials);
        return HeaderText.Clean($"{challenge}{(challenge.Contains('=') ? "," : "")} error=\"insufficient_user_authentication\", max_age=\"{seconds}\"");
    }
}
