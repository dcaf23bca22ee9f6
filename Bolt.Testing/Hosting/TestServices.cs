using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Endpoints.Mapping;
using Bolt.Testing.Credentials;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Testing.Hosting;

/// <summary>What the application under test has besides its own services. All of it is here: nothing in Bolt.Runtime waits for it, so nothing can be left on in a server.</summary>
internal static class TestServices
{
    public static void Add(IServiceCollection services, BoltTestOptions options)
    {
        if (services.Any(static s => s.ServiceType == typeof(TestHost)))
        {
            throw new InvalidOperationException("WithBolt() was called twice on one factory: call it once, and say everything there.");
        }

        services.AddSingleton(options);
        services.AddSingleton<TestApiKeys>();
        services.AddSingleton<TestHost>();
        services.AddSingleton<IStartupFilter, TestStartupFilter>();
        services.AddSingleton<IEndpointConvention, PassingConvention>();
        services.AddSingleton<IPostConfigureOptions<JwtOptions>, TestJwtKeys>();
        services.PostConfigure<BoltOptions>(static o => o.ExplainRefusals = false);
        AddKeyStores(services);
        Decorate<ISessionUserSource>(services, null, isOnlyOver: true, static (_, inner) => new TestUserSource(inner!));
    }

    private static void AddKeyStores(IServiceCollection services)
    {
        var backends = services.Where(static s => !s.IsKeyedService && typeof(ApiKeyAuthentication).IsAssignableFrom(s.ServiceType)).Select(static s => s.ServiceType).Distinct().ToList();
        foreach (var backend in backends)
        {
            Decorate<IApiKeyStore>(
                services,
                backend == typeof(ApiKeyAuthentication) ? null : backend,
                isOnlyOver: false,
                (provider, inner) => new TestKeyStore(provider.GetRequiredService<TestApiKeys>(), backend, inner));
        }
    }

    /// <summary>Puts a service in front of the application's own, which stays registered under a key that nobody else has.</summary>
    private static void Decorate<TService>(IServiceCollection services, object? key, bool isOnlyOver, Func<IServiceProvider, TService?, TService> wrap)
        where TService : class
    {
        var own = services.LastOrDefault(s => s.ServiceType == typeof(TService) && Equals(s.ServiceKey, key));
        if (own is null && isOnlyOver)
        {
            return;
        }

        var innerKey = new object();
        if (own is not null)
        {
            services.Remove(own);
            services.Add(Rekey(own, innerKey));
        }

        TService Create(IServiceProvider provider) => wrap(provider, own is null ? null : provider.GetRequiredKeyedService<TService>(innerKey));
        services.Add(key is null
            ? new ServiceDescriptor(typeof(TService), Create, ServiceLifetime.Scoped)
            : new ServiceDescriptor(typeof(TService), key, (provider, _) => Create(provider), ServiceLifetime.Scoped));
    }

    private static ServiceDescriptor Rekey(ServiceDescriptor own, object key)
    {
        if (own.IsKeyedService)
        {
            return own.KeyedImplementationInstance is { } keyed ? new(own.ServiceType, key, keyed)
                : own.KeyedImplementationFactory is { } factory ? new(own.ServiceType, key, (provider, _) => factory(provider, own.ServiceKey), own.Lifetime)
                : new(own.ServiceType, key, own.KeyedImplementationType!, own.Lifetime);
        }

        return own.ImplementationInstance is { } instance ? new(own.ServiceType, key, instance)
            : own.ImplementationFactory is { } create ? new(own.ServiceType, key, (provider, _) => create(provider), own.Lifetime)
            : new(own.ServiceType, key, own.ImplementationType!, own.Lifetime);
    }
}
