using System;
using System.Collections.Generic;
using Bolt.Authentication.Registration;
using Bolt.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Authentication.Sessions;

/// <summary>The application's session backends.</summary>
internal sealed class SessionBackends(BackendRegistry registry, IServiceProvider services)
{
    private readonly Lazy<IReadOnlyList<SessionEngine>> _all = new(() =>
    {
        var all = new List<SessionEngine>();
        foreach (var backend in registry.All)
        {
            if (backend.Kind == SessionBackend.Kind)
            {
                all.Add(((SessionAuthentication)services.GetRequiredService(backend.Type)).Engine);
            }
        }

        return all;
    });

    public IReadOnlyList<SessionEngine> All => _all.Value;

    /// <summary>True where <see cref="Of(HttpContext)"/> knows which one is meant, whatever the route.</summary>
    public bool HasDefault
    {
        get
        {
            var count = 0;
            foreach (var backend in registry.All)
            {
                if (backend.Kind == SessionBackend.Kind)
                {
                    if (backend.Type == typeof(SessionAuthentication))
                    {
                        return true;
                    }

                    count++;
                }
            }

            return count == 1;
        }
    }

    /// <summary>The first session backend of the route's <c>Auth</c>, else the only one, else <see cref="SessionAuthentication"/>.</summary>
    /// <exception cref="InvalidOperationException">There is none, or nobody can tell which.</exception>
    public static SessionEngine Of(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<SessionRoute>()?.Engine is { } route)
        {
            return route;
        }

        var all = http.RequestServices.GetService<SessionBackends>()?.All
            ?? throw new InvalidOperationException("There are no sessions: call AddBolt().AddSessions().");
        if (all.Count == 1)
        {
            return all[0];
        }

        return http.RequestServices.GetService<SessionAuthentication>()?.Engine
            ?? throw new InvalidOperationException("There are several session backends and none of them is SessionAuthentication: name one, as in GetBoltSession<TBackend>().");
    }

    /// <exception cref="InvalidOperationException">It is not registered.</exception>
    public static SessionEngine Of<TBackend>(HttpContext http)
        where TBackend : SessionAuthentication =>
        http.RequestServices.GetService<TBackend>()?.Engine
        ?? throw new InvalidOperationException($"{TypeName.Full(typeof(TBackend))} is not registered: call AddBolt().AddSessions<{TypeName.InCode(typeof(TBackend))}>().");
}
