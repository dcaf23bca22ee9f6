using Bolt.Authentication.CrossSite;
using Bolt.Authentication.Schemes;
using Bolt.Endpoints;
using Bolt.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions;

/// <summary>
/// The cross-site check before a session is written to (CWE-352, CWE-384). Not only where a cookie authenticated the request: the response to a request of another site brings no
/// cookie and can still set one, which signs the visitor in as another user.
/// </summary>
internal sealed class SessionWrites(IOptions<BoltOptions> options)
{
    public const string SafeMethod = "a request that must change nothing (GET, HEAD) cannot sign anyone in or out: a link of another site would do it";

    private readonly CrossSiteCheck _check = new(options.Value.TrustedOrigins);

    /// <summary>Why the request may not write, or null.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isSigning">It would sign a user in or out, which no safe method may.</param>
    public string? Objection(HttpContext http, bool isSigning)
    {
        var endpoint = http.GetEndpoint();
        var route = endpoint?.Metadata.GetMetadata<SessionRoute>()?.Endpoint;
        var isSafe = route is not null ? route.AsksForNoChange(http) : AsksForNoChange(http, endpoint);
        if (isSafe && !isSigning)
        {
            return null;
        }

        var objection = isSafe ? SafeMethod : _check.Objection(http.Request);
        return objection is null || IsOff(endpoint, route) ? null : objection;
    }

    private static bool IsOff(Endpoint? endpoint, BoltEndpoint? route) =>
        route is not null ? route.IsCrossSiteCheckOff : endpoint?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false };

    /// <summary>An endpoint that is not Bolt's: by the method that the client sent, what routing chose it for, and what the request says now.</summary>
    private static bool AsksForNoChange(HttpContext http, Endpoint? endpoint) =>
        !UnsafeRequest.IsNoted(http)
        && RouteMethods.IsSafe(http.Request.Method)
        && (endpoint is null || RouteMethods.Get(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()) != RouteMethods.Kind.Unsafe)
        && !UpgradeRequest.Is(http);
}
