using Bolt.Authentication.Jwt;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.Options;

namespace Bolt.Revocation;

/// <summary>Finds the largest clock skew among the registered JWT backends.</summary>
internal sealed class PostConfigureRevocationOptions(BackendRegistry backends, IOptionsMonitor<JwtOptions> jwt) : IPostConfigureOptions<RevocationOptions>
{
    public void PostConfigure(string? name, RevocationOptions options)
    {
        foreach (var backend in backends.All)
        {
            if (backend.Kind != JwtBackend.Kind)
            {
                continue;
            }

            var skew = jwt.Get(backend.OptionsName).ClockSkew;
            options.ClockSkew = skew > options.ClockSkew ? skew : options.ClockSkew;
        }
    }
}
