using Bolt.Authentication.Registration;

namespace Bolt.Authentication.Jwt;

/// <summary><see cref="JwtAuthentication"/> and the backends that applications derive from it.</summary>
internal static class JwtBackend
{
    public static BackendKind Kind { get; } = BackendKind.Create<JwtOptions>(typeof(JwtAuthentication), JwtAuthentication.DefaultName, "Jwt", nameof(BoltJwtExtensions.AddJwt));
}
