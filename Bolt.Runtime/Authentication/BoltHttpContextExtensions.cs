using System;
using Bolt.Authentication;
using Bolt.Authentication.Schemes;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>What Bolt knows of a request, for code that is not a handler.</summary>
public static class BoltHttpContextExtensions
{
    /// <summary>
    /// Who is calling; null before authentication and for an anonymous caller. In a Bolt endpoint the caller its own backends accepted; elsewhere (controllers, hubs, minimal APIs, gRPC,
    /// middleware) the caller that a Bolt scheme accepted for <c>HttpContext.User</c>. Of several schemes' callers the first.
    /// </summary>
    /// <param name="http">The request. In a hub: <c>Context.GetHttpContext()</c>.</param>
    public static AuthContext? GetAuthContext(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (CallerFeature.Get(http) is { } caller)
        {
            return caller.Auth;
        }

        // Whom middleware let in is not whom the endpoint's own backends accepted.
        return http.GetEndpoint()?.Metadata.GetMetadata<BoltRouteInfo>() is null ? CallerIdentity.Find(http.User) : null;
    }
}
