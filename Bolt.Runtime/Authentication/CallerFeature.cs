using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Bolt.Authentication;

/// <summary>
/// The source of <c>HttpContext.User</c>: the caller's principal, built when it is asked for. One per run of an endpoint, because a request may set another user
/// while the <see cref="AuthContext"/> may serve several.
/// </summary>
internal sealed class CallerFeature : IHttpAuthenticationFeature
{
    /// <summary>A <see cref="ClaimsPrincipal"/> that the application has set; else the feature that was there before.</summary>
    private object? _other;

    private CallerFeature(AuthContext auth, int backend, IHttpAuthenticationFeature? before)
    {
        Auth = auth;
        Backend = backend;
        _other = before;
    }

    public AuthContext Auth { get; }

    /// <summary>The accepting backend's place in the route's <c>Auth</c>.</summary>
    public int Backend { get; }

    public ClaimsPrincipal? User
    {
        get => _other as ClaimsPrincipal ?? Auth.Principal;
        set => _other = value;
    }

    private IHttpAuthenticationFeature? Before => _other is ClaimsPrincipal user ? new HttpAuthenticationFeature { User = user } : (IHttpAuthenticationFeature?)_other;

    public static CallerFeature? Get(HttpContext http) => http.Features.Get<IHttpAuthenticationFeature>() as CallerFeature;

    /// <summary>A backend has accepted the request.</summary>
    public static void Set(HttpContext http, AuthContext auth, int backend)
    {
        var before = http.Features.Get<IHttpAuthenticationFeature>();
        http.Features.Set<IHttpAuthenticationFeature>(new CallerFeature(auth, backend, before is CallerFeature earlier ? earlier.Before : before));
    }

    /// <summary>
    /// A request that is executed again (an error page, middleware that chooses another endpoint) is not the earlier endpoint's caller. What middleware has set stays, as it
    /// does on a request for the same endpoint that comes from outside.
    /// </summary>
    public static void Forget(HttpContext http)
    {
        if (Get(http) is { } earlier)
        {
            http.Features.Set(earlier.Before);
        }
    }
}
