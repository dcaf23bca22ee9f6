using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bolt.Authentication.CrossSite;

/// <summary>
/// Recognizes requests that open a WebSocket or another two-way channel. It begins as a <c>GET</c> (RFC 6455 §4.1) or as a <c>CONNECT</c> (RFC 8441 §4, RFC 9220 §3), browsers
/// let every page make one and send cookies along, and CORS does not apply, so that another site would read and write as the visitor.
/// </summary>
internal static class UpgradeRequest
{
    public static bool Is(HttpContext http) =>
        // Some servers call every GET upgradable: only the header says that the client asks for it.
        (http.Request.Headers.Upgrade.Count > 0 && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true })
        || http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || http.Features.Get<IHttpWebSocketFeature>() is { IsWebSocketRequest: true };
}
