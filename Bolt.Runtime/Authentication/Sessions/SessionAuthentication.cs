using System;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Registration;
using Bolt.Authentication.Sessions;
using Bolt.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>
/// Accepts a session that a user has signed in to, by its cookie. For a second cookie derive an empty type, <c>public sealed class AdminSession : SessionAuthentication;</c>, and
/// register it with <c>AddSessions&lt;AdminSession&gt;()</c>.
/// </summary>
[RegisteredBy(nameof(BoltSessionExtensions.AddSessions))]
public class SessionAuthentication : ICookieAuthenticationBackend, ILoginPage, ICredentialMetadata
{
    /// <summary>Its <see cref="Name"/>; types derived from it have one of their own.</summary>
    public const string DefaultName = "session";

    private SessionEngine? _engine;

    /// <summary><c>session</c>, or for a type of your own its name; with namespace, enclosing types and type arguments where another backend's type has the same.</summary>
    public string Name => _engine?.Name ?? NameOf(GetType());

    /// <summary>The cookie.</summary>
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddSessions</c>.</exception>
    public CredentialDescription Credential => new(CredentialPlace.Cookie, Engine.Options.CookieName) { MayBeUnavailable = true };

    internal SessionEngine Engine => _engine
        ?? throw new InvalidOperationException($"{TypeName.Full(GetType())} has no options: register it with AddBolt().AddSessions<{TypeName.InCode(GetType())}>(…) and take it from services.");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddSessions</c>.</exception>
    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Engine.AuthenticateAsync(http);
    }

    string ILoginPage.LoginUrl => Engine.Options.LoginUrl;

    string? ILoginPage.ReturnUrlParameter => Engine.Options.ReturnUrlParameter;

    internal static string NameOf(Type type) => type == typeof(SessionAuthentication) ? DefaultName : TypeName.Short(type);

    internal void Initialize(SessionEngine engine) => _engine = engine;
}
