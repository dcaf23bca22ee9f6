using System;
using System.Threading.Tasks;
using Bolt.Authentication.Registration;
using Bolt.Authentication.Schemes;
using Bolt.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>
/// An ASP.NET Core authentication scheme as a backend. Derive an empty type, <c>public sealed class PartnerTokens : SchemeAuthentication;</c>, and register it with
/// <see cref="BoltSchemeExtensions.AddScheme{T}"/>. Claims, roles and permissions of the scheme's principal are what guards and the handler see.
/// </summary>
/// <remarks>
/// Only for schemes whose credential a browser does not send by itself. For cookies, client certificates, Negotiate and HTTP Basic derive from
/// <see cref="CookieSchemeAuthentication"/>, whose requests are checked for coming from another site; a cookie scheme under this type stops the program at start. A 401 has the scheme's own
/// challenge; a 403 is Bolt's.
/// </remarks>
[RegisteredBy(nameof(BoltSchemeExtensions.AddScheme))]
public abstract class SchemeAuthentication : IAuthenticationBackend
{
    private SchemeAuthenticator? _authenticator;

    /// <summary>The type's name; with namespace, enclosing types and type arguments where another backend's type has the same.</summary>
    public string Name => _authenticator?.Name ?? TypeName.Short(GetType());

    /// <summary>The scheme is asked for its challenge. Never where it is a cookie: it would redirect to a sign-in page.</summary>
    internal bool WritesChallenge => this is not ICookieAuthenticationBackend;

    private SchemeAuthenticator Authenticator => _authenticator
        ?? throw new InvalidOperationException($"{TypeName.Full(GetType())} was not created by Bolt: register it with AddBolt().AddScheme<{TypeName.InCode(GetType())}>(…) and resolve it from services.");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddScheme</c>.</exception>
    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Authenticator.AuthenticateAsync(http);
    }

    internal Task ChallengeAsync(HttpContext http) => Authenticator.ChallengeAsync(http);

    internal void Initialize(SchemeAuthenticator authenticator) => _authenticator = authenticator;
}
