namespace Bolt;

/// <summary>
/// An ASP.NET Core authentication scheme whose credential a browser sends by itself, as a backend: <c>AddCookie()</c>, ASP.NET Core Identity's cookie, a client certificate, Negotiate.
/// Derive an empty type, <c>public sealed class SiteCookie : CookieSchemeAuthentication;</c>, and register it with <see cref="BoltSchemeExtensions.AddScheme{T}"/>:
/// <c>.AddScheme&lt;SiteCookie&gt;("Cookies")</c>.
/// </summary>
/// <remarks>A request that may change something is checked for coming from another site, see <see cref="ICookieAuthenticationBackend"/>. A 401 stays a 401: the scheme is not challenged, so it does not redirect.</remarks>
public abstract class CookieSchemeAuthentication : SchemeAuthentication, ICookieAuthenticationBackend;
