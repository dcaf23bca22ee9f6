using System;
using System.Collections.Generic;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>The application's backends in the order in which they were added.</summary>
internal sealed class SchemeBackends
{
    private readonly Dictionary<string, IAuthenticationBackend[]> _byScheme = new(StringComparer.Ordinal);

    public SchemeBackends(IServiceCollection registered, IServiceProvider services)
    {
        var types = new HashSet<Type>();
        foreach (var service in registered)
        {
            if (!service.IsKeyedService && service.ServiceType.IsClass && typeof(IAuthenticationBackend).IsAssignableFrom(service.ServiceType) && types.Add(service.ServiceType))
            {
                All.Add((IAuthenticationBackend)services.GetRequiredService(service.ServiceType));
            }
        }

        foreach (var backend in All)
        {
            _byScheme.TryAdd(backend.Name, [backend]);
        }

        _byScheme.TryAdd(BoltAuthenticationDefaults.AuthenticationScheme, [.. All]);
        CrossSite = new CrossSiteCheck(services.GetRequiredService<IOptions<BoltOptions>>().Value.TrustedOrigins);
    }

    public CrossSiteCheck CrossSite { get; }

    public List<IAuthenticationBackend> All { get; } = [];

    public IAuthenticationBackend[] Of(string scheme) => _byScheme[scheme];
}
