using System;
using System.Collections.Generic;
using Bolt.Authentication.CrossSite;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Schemes;

/// <summary>The application's backends in the order in which they were added.</summary>
internal sealed class SchemeBackends
{
    private readonly Dictionary<string, IAuthenticationBackend[]> _byScheme = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Two backends have the same name.</exception>
    public SchemeBackends(BackendRegistry registered, IServiceProvider services)
    {
        var names = new BackendNames();
        foreach (var type in registered.Types())
        {
            var backend = (IAuthenticationBackend)services.GetRequiredService(type);
            if (All.Contains(backend))
            {
                // The same object under a second type.
                continue;
            }

            if (names.Other(backend) is { } other)
            {
                throw new InvalidOperationException("Bolt cannot start:\n- " + BackendNames.Clash(other, backend));
            }

            All.Add(backend);
            _byScheme.Add(backend.Name, [backend]);
        }

        _byScheme.TryAdd(BoltAuthenticationDefaults.AuthenticationScheme, [.. All]);
        CrossSite = new CrossSiteCheck(services.GetRequiredService<IOptions<BoltOptions>>().Value.TrustedOrigins);
    }

    public CrossSiteCheck CrossSite { get; }

    public List<IAuthenticationBackend> All { get; } = [];

    public IAuthenticationBackend[] Get(string scheme) => _byScheme[scheme];
}
