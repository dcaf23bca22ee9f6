using Bolt.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Bolt.Endpoints;

/// <content>
/// Shared caches leave a response to <c>Authorization</c> alone (RFC 9111 §3.5). They know of no other credential: what a caller known by a cookie or a key header gets must say
/// <c>no-store</c> itself, or the next caller may get it.
/// </content>
public abstract partial class BoltEndpoint
{
    /// <summary>The application has an output cache.</summary>
    private readonly bool _keepsOutOfCaches;

    /// <summary>One of the backends may accept something else than <c>Authorization</c>. Settled when the route is mapped, so that a route with tokens only pays nothing.</summary>
    private bool _acceptsOtherCredentials;

    /// <summary>Backends of the application's own may look anywhere.</summary>
    private static bool MayBeOther(IAuthenticationBackend backend) => backend is not ICredentialHeader { MayChange: false, MayUseQuery: false, IsAuthorization: true } || backend is ICookieAuthenticationBackend;

    private static bool IsOther(HttpContext http, IAuthenticationBackend backend) =>
        backend is not ICredentialHeader { IsAuthorization: true } header || backend is ICookieAuthenticationBackend || (header.MayUseQuery && http.Request.Headers.Authorization.Count == 0);

    /// <summary>Before the guards, so that filters and the handler have the last word. What middleware has said already stays.</summary>
    private static void ForbidStoring(IHeaderDictionary headers)
    {
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }

    /// <summary>
    /// The output cache answers before an endpoint runs, and looks only at <c>Authorization</c> and at a user that middleware has set: without this, what one caller was given
    /// behind the guards would go to everybody. A policy of the application's may decide otherwise after the endpoint.
    /// </summary>
    private static void KeepOutOfCaches(HttpContext http)
    {
        if (http.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.AllowCacheStorage = false;
        }
    }
}
