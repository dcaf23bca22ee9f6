using System;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Jwt;
using Bolt.Authentication.Registration;
using Bolt.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>
/// Accepts a JSON Web Token (RFC 7519) from a request header. For a second configuration derive an empty type, <c>public sealed class PartnerJwt : JwtAuthentication;</c>, and
/// register it with <see cref="BoltJwtExtensions.AddJwt{TBackend}(BoltBuilder, Action{JwtOptions})"/>.
/// </summary>
[RegisteredBy(nameof(BoltJwtExtensions.AddJwt))]
public class JwtAuthentication : IAuthenticationBackend, IAuthenticationChallenge, ICredentialHeader
{
    /// <summary>Its <see cref="Name"/>; types derived from it have one of their own.</summary>
    public const string DefaultName = "jwt";

    private JwtAuthenticator? _engine;

    /// <summary><c>jwt</c>, or for a type of your own its name; with namespace, enclosing types and type arguments where another backend's type has the same.</summary>
    public string Name => _engine?.Name ?? NameOf(GetType());

    /// <summary><c>Bearer error="insufficient_scope"</c> (RFC 6750 §3.1).</summary>
    public string? Forbidden => "Bearer error=\"insufficient_scope\"";

    bool ICredentialHeader.IsAuthorization => _engine is { IsAuthorization: true };

    bool ICredentialHeader.MayChange => false;

    private JwtAuthenticator Engine => _engine
        ?? throw new InvalidOperationException($"{TypeName.Full(GetType())} has no options: register it with AddBolt().AddJwt<{TypeName.InCode(GetType())}>(…) and take it from services.");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddJwt</c>.</exception>
    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Engine.AuthenticateAsync(http);
    }

    /// <summary><c>Bearer</c>, or <c>Bearer error="invalid_token"</c> where a token came and did not hold (RFC 6750 §3).</summary>
    /// <inheritdoc />
    public string Unauthorized(AuthenticationOutcome outcome) =>
        outcome.FailureReason is null || outcome.IsUnavailable ? "Bearer" : "Bearer error=\"invalid_token\"";

    internal static string NameOf(Type type) => type == typeof(JwtAuthentication) ? DefaultName : TypeName.Short(type);

    internal void Initialize(JwtAuthenticator engine) => _engine = engine;
}
