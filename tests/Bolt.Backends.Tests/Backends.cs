// Types of one short name, in every way C# has.
#pragma warning disable CA1034, CA1040

using Microsoft.AspNetCore.Http;

namespace Admin
{
    public sealed class Tokens : Bolt.JwtAuthentication;

    public sealed class Keys : Bolt.ApiKeyAuthentication;

    public static class Area
    {
        public sealed class Auth : Bolt.ApiKeyAuthentication;
    }
}

namespace Partner
{
    public sealed class Tokens : Bolt.JwtAuthentication;

    public sealed class Keys : Bolt.ApiKeyAuthentication;

    public static class Area
    {
        public sealed class Auth : Bolt.ApiKeyAuthentication;
    }
}

namespace Shop
{
    public sealed class TenantJwt<TTenant> : Bolt.JwtAuthentication;

    public sealed class Outer<TTenant>
    {
        public sealed class Inner<TOther> : Bolt.ApiKeyAuthentication;
    }

    public sealed class A;

    public sealed class B;

    /// <summary>Of its name there is no other.</summary>
    public sealed class Only : Bolt.ApiKeyAuthentication;

    public sealed class Jwt : Bolt.JwtAuthentication;

    public sealed class ApiKeys : Bolt.ApiKeyAuthentication;

    public sealed class Sessions : Bolt.JwtAuthentication;

    public sealed class RefreshTokens : Bolt.JwtAuthentication;

    public sealed class InMemorySessions : Bolt.JwtAuthentication;

    public sealed class ExplainRefusals : Bolt.ApiKeyAuthentication;

    public sealed class UndeclaredEndpoints : Bolt.JwtAuthentication;

    /// <summary>Configuration ignores case.</summary>
    public sealed class TRUSTEDORIGINS : Bolt.ApiKeyAuthentication;

    /// <summary>A backend that is the program's own, and names itself.</summary>
    public class Own(string name) : Bolt.IAuthenticationBackend
    {
        public string Name => name;

        public ValueTask<Bolt.AuthenticationOutcome> AuthenticateAsync(HttpContext http) =>
            new(http.Request.Headers.ContainsKey("X-Own") ? Bolt.AuthenticationOutcome.Success(new Bolt.AuthContext("own", Name)) : Bolt.AuthenticationOutcome.NoCredentials);
    }

    public sealed class Other(string name) : Own(name);
}

namespace Legacy
{
    public sealed class Only(string name) : Shop.Own(name);
}
