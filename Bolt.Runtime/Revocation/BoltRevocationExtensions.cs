using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Authentication.Registration;
using Bolt.Diagnostics;
using Bolt.Hosting;
using Bolt.Revocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers revocation.</summary>
public static class BoltRevocationExtensions
{
    /// <summary>
    /// Refuses revoked tokens: every JWT backend, those of partners and other issuers too, asks the store on every request and refuses tokens without <c>jti</c>, which could not be revoked. Resolve <see cref="IRevocationStore"/> from
    /// services to revoke one, <see cref="ISessionRevocationStore"/> to revoke a session, a user or everyone. The last store added is the one that is used.
    /// </summary>
    /// <typeparam name="TStore"><see cref="InMemoryRevocationStore"/>, <see cref="DistributedCacheRevocationStore"/> or your own; a singleton.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options.</param>
    public static BoltBuilder AddRevocation<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(
        this BoltBuilder builder, Action<RevocationOptions>? configure = null)
        where TStore : class, IRevocationStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<RevocationOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (!services.IsRegistered(typeof(RevocationStoreType)))
        {
            services.AddSingleton<IPostConfigureOptions<RevocationOptions>>(
                static provider => new PostConfigureRevocationOptions(provider.GetRequiredService<BackendRegistry>(), provider.GetRequiredService<IOptionsMonitor<JwtOptions>>(), provider.GetRequiredService<IOptionsMonitor<SessionOptions>>()));
            services.AddSingleton<IValidateOptions<RevocationOptions>, RevocationOptionsValidator>();
        }

        if (typeof(TStore) == typeof(DistributedCacheRevocationStore))
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartCheck, DistributedCacheCheck>());
        }

        if (typeof(KeyedRevocationStore).IsAssignableFrom(typeof(TStore)))
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RevocationCleanUp>());
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RevocationClockCheck>());
        }

        services.TryAddSingleton<TStore>();
        services.Replace(ServiceDescriptor.Singleton(new RevocationStoreType(typeof(TStore))));
        services.Replace(ServiceDescriptor.Singleton<IRevocationStore>(static provider => CheckedRevocationStore.Create(
            provider.GetRequiredService<TStore>(),
            provider.GetRequiredService<IOptions<RevocationOptions>>().Value.FailOpen,
            provider.GetRequiredService<BoltMetrics>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<TStore>())));

        // For handlers that need more than ids: not registered where the store cannot do it, so that such a program does not start.
        services.RemoveAll<ISessionRevocationStore>();
        if (typeof(ISessionRevocationStore).IsAssignableFrom(typeof(TStore)))
        {
            services.AddSingleton(static provider => (ISessionRevocationStore)provider.GetRequiredService<IRevocationStore>());
        }

        return builder;
    }
}
