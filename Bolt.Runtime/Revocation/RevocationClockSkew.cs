using System;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Finds the largest clock skew among the registered JWT backends.</summary>
internal sealed class RevocationClockSkew(IServiceCollection registered, IOptionsMonitor<JwtOptions> jwt) : IPostConfigureOptions<RevocationOptions>
{
    public void PostConfigure(string? name, RevocationOptions options)
    {
        foreach (var service in registered)
        {
            if (service.IsKeyedService || !typeof(JwtAuthentication).IsAssignableFrom(service.ServiceType))
            {
                continue;
            }

            var backend = service.ServiceType == typeof(JwtAuthentication) ? Options.DefaultName : service.ServiceType.Name;
            var skew = jwt.Get(backend).ClockSkew;
            options.ClockSkew = skew > options.ClockSkew ? skew : options.ClockSkew;
        }
    }
}
