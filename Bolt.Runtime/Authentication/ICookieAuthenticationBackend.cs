namespace Bolt;

/// <summary>
/// A backend whose credential is a cookie, or anything else that a browser adds to a request by itself, whichever site made the page do it (a client certificate, HTTP Basic).
/// </summary>
/// <remarks>
/// <para>
/// Where such a backend accepts a caller, the endpoint makes sure that the request does not come from another site (CWE-352) before it asks any guard. <c>GET</c>,
/// <c>HEAD</c>, <c>OPTIONS</c> and <c>TRACE</c> pass: let them change nothing. That is the method the endpoint was matched for: a request whose method middleware has changed
/// since is checked, and so is one that opens a WebSocket (<c>GET</c> with <c>Upgrade</c>, HTTP/2's <c>CONNECT</c>). Any other request passes with
/// <c>Sec-Fetch-Site: same-origin</c> or <c>none</c>, without that header when <c>Origin</c> is the application's own, and in either case when <c>Origin</c> is one of
/// <see cref="BoltOptions.TrustedOrigins"/>; else the response is 403. A client that is not a browser has to send <c>Origin</c>. A request that another backend of the route accepted is
/// not checked.
/// </para>
/// <para>
/// Name the type that implements this interface in <c>Auth</c>: the check is written into the endpoint when it is compiled. <c>[RequireAntiforgeryToken(false)]</c> on the handler
/// or its class and <c>.DisableAntiforgery()</c> switch it off.
/// </para>
/// <para>
/// The backend's authentication scheme makes the same check, by the method the client sent: a controller, hub or minimal API that accepts it through <c>[Authorize]</c> responds 403.
/// Where <c>UseAuthentication()</c> runs before routing, only <see cref="BoltOptions.TrustedOrigins"/> can make an exception.
/// </para>
/// </remarks>
public interface ICookieAuthenticationBackend : IAuthenticationBackend;
