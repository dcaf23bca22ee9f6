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
[SuggestedFirst]
public class JwtAuthentication : IAuthenticationBackend, IAuthenticationChallenge, ICredentialHeader, ICredentialMetadata
{
    /// <summary>Its <see cref="Name"/>; types derived from it have one of their own.</summary>
    public const string DefaultName = "jwt";

    private JwtAuthenticator? _authenticator;

    /// <summary><c>jwt</c>, or for a type of your own its name; with namespace, enclosing types and type arguments where another backend's type has the same.</summary>
    public string Name => _authenticator?.Name ?? NameOf(GetType());

    /// <summary><c>Bearer error="insufficient_scope"</c> (RFC 6750 §3.1).</summary>
    public string? Forbidden => "Bearer error=\"insufficient_scope\"";

    /// <summary>A JWT behind <c>Bearer</c> in <c>Authorization</c>, or in the header that the options name.</summary>
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddJwt</c>.</exception>
    public CredentialDescription Credential => Authenticator.Header.Describe("Bearer") with { Format = "JWT", MayBeUnavailable = Authenticator.MayBeUnavailable };

    bool ICredentialHeader.IsAuthorization => _authenticator is { Header.IsAuthorization: true };

    bool ICredentialHeader.MayChange => false;

    bool ICredentialHeader.MayUseQuery => _authenticator is { MayUseQuery: true };

    private JwtAuthenticator Authenticator => _authenticator
        ?? throw new InvalidOperationException($"{TypeName.Full(GetType())} was not created by Bolt: register it with AddBolt().AddJwt<{TypeName.InCode(GetType())}>(…) and resolve it from services.");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddJwt</c>.</exception>
    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Authenticator.AuthenticateAsync(http);
    }

    /// <summary><c>Bearer</c>, or <c>Bearer error="invalid_token"</c> where a token came and did not hold (RFC 6750 §3).</summary>
    /// <inheritdoc />
    public string Unauthorized(AuthenticationOutcome outcome) =>
        outcome.FailureReason is null || outcome.IsUnavailable ? "Bearer" : "Bearer error=\"invalid_token\"";

    internal static string NameOf(Type type) => type == typeof(JwtAuthentication) ? DefaultName : TypeName.Short(type);

    internal void Initialize(JwtAuthenticator authenticator) => _authenticator = authenticator;
}
