namespace Bolt;

/// <summary>
/// A backend whose credential is a cookie, or anything else that a browser adds to a request by itself, whichever site made the page do it (a client certificate, HTTP Basic).
/// </summary>
/// <remarks>
/// <para>
/// Where such a backend accepts a caller, the endpoint makes sure that the request does not come from another site (CWE-352) before it asks any guard. <c>GET</c>,
/// <c>HEAD</c>, <c>OPTIONS</c> and <c>TRACE</c> pass: let them change nothing. Any other method passes with <c>Sec-Fetch-Site: same-origin</c> or <c>none</c>, without that header
/// when <c>Origin</c> is the application's own, and in either case when <c>Origin</c> is one of <see cref="BoltOptions.TrustedOrigins"/>; else the answer is 403. A client that is
/// no browser has to send <c>Origin</c>. A request that another backend of the route accepted is not checked.
/// </para>
/// <para>
/// Name the type that implements this interface in <c>Auth</c>: the check is written into the endpoint when it is compiled. <c>[RequireAntiforgeryToken(false)]</c> on the handler
/// or its class and <c>.DisableAntiforgery()</c> switch it off.
/// </para>
/// <para>
/// It stands in Bolt endpoints only. A controller, hub or minimal API that lets the same backend in through <c>[Authorize]</c> and its authentication scheme is not checked: it
/// needs ASP.NET Core's antiforgery tokens.
/// </para>
/// </remarks>
public interface ICookieAuthenticationBackend : IAuthenticationBackend;
