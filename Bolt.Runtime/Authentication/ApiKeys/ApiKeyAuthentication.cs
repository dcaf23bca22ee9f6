using System;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.ApiKeys;
using Bolt.Authentication.Registration;
using Bolt.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>
/// Accepts an API key from a request header. For a second set of keys derive an empty type, <c>public sealed class PartnerKeys : ApiKeyAuthentication;</c>, and register it
/// with <see cref="BoltApiKeyExtensions.AddApiKeys{TBackend}(BoltBuilder, Action{ApiKeyOptions})"/>.
/// </summary>
[RegisteredBy(nameof(BoltApiKeyExtensions.AddApiKeys))]
public class ApiKeyAuthentication : IAuthenticationBackend, IAuthenticationChallenge, ICredentialHeader, ICredentialMetadata
{
    /// <summary>Its <see cref="Name"/>; types derived from it have one of their own.</summary>
    public const string DefaultName = "api_key";

    private ApiKeyAuthenticator? _authenticator;

    /// <summary><c>api_key</c>, or for a type of your own its name; with namespace, enclosing types and type arguments where another backend's type has the same.</summary>
    public string Name => _authenticator?.Name ?? NameOf(GetType());

    /// <summary>None: there is nothing to add to a 403.</summary>
    public string? Forbidden => null;

    /// <summary>A key in the header that the options name.</summary>
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddApiKeys</c>.</exception>
    public CredentialDescription Credential => Authenticator.Header.Describe("ApiKey") with { MayBeUnavailable = Authenticator.HasStore };

    bool ICredentialHeader.IsAuthorization => _authenticator is { Header.IsAuthorization: true };

    bool ICredentialHeader.MayChange => true;

    private ApiKeyAuthenticator Authenticator => _authenticator
        ?? throw new InvalidOperationException($"{TypeName.Full(GetType())} was not created by Bolt: register it with AddBolt().AddApiKeys<{TypeName.InCode(GetType())}>(…) and resolve it from services.");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The backend was not built by <c>AddApiKeys</c>.</exception>
    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Authenticator.AuthenticateAsync(http);
    }

    /// <summary>
    /// <c>ApiKey</c>, whatever was wrong with the key; with the parameter <c>header</c> where the key does not come in <c>Authorization</c>: <c>ApiKey header="X-API-Key"</c>.
    /// </summary>
    /// <inheritdoc />
    public string Unauthorized(AuthenticationOutcome outcome) => _authenticator?.Challenge ?? "ApiKey";

    internal static string NameOf(Type type) => type == typeof(ApiKeyAuthentication) ? DefaultName : TypeName.Short(type);

    internal void Initialize(ApiKeyAuthenticator authenticator) => _authenticator = authenticator;
}
