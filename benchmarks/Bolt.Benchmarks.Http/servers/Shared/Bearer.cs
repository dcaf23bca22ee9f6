using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Servers;

/// <summary>JwtBearer with the checks Bolt makes: algorithm, key, issuer, audience and times.</summary>
internal static class Bearer
{
    public static void AddBearer(this IServiceCollection services) =>
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(o =>
        {
            o.MapInboundClaims = false;
            o.TokenValidationParameters = new()
            {
                IssuerSigningKey = TokenKey.Read(),
                ValidAlgorithms = [TokenKey.Algorithm],
                ValidIssuer = BenchServer.Issuer,
                ValidAudience = BenchServer.Audience,
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        });
}
