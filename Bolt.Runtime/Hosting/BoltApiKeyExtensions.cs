using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers API keys.</summary>
public static class BoltApiKeyExtensions
{
    /// <summary>
    /// Adds <see cref="ApiKeyAuthentication"/>, with options from the configuration section <c>Bolt:ApiKeys</c>, which is read anew when it changes. May be called more
    /// than once; the settings add up.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddApiKeys(this BoltBuilder builder, Action<ApiKeyOptions>? configure = null) => builder.AddApiKeys<ApiKeyAuthentication>(configure);

    /// <summary>Adds a backend of your own type, with options of its own from the configuration section <c>Bolt:&lt;type name&gt;</c>.</summary>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddApiKeys<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, Action<ApiKeyOptions>? configure = null)
        where TBackend : ApiKeyAuthentication
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = typeof(TBackend) == typeof(ApiKeyAuthentication) ? Options.DefaultName : typeof(TBackend).Name;
        var options = services.AddOptions<ApiKeyOptions>(name);
        if (!services.IsRegistered(typeof(TBackend)))
        {
            services.AddSingleton<IConfigureOptions<ApiKeyOptions>>(provider => new ApiKeyConfiguration(name, provider.GetService<IConfiguration>()));
            services.AddSingleton<IOptionsChangeTokenSource<ApiKeyOptions>>(provider => new ApiKeyChanges(name, provider.GetService<IConfiguration>()));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiKeyOptions>, ApiKeyOptionsValidator>());
            services.AddSingleton(provider => Create<TBackend>(provider, name));
            options.ValidateOnStart();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder;
    }

    /// <summary>Keeps keys of <see cref="ApiKeyAuthentication"/> in a store of your own.</summary>
    /// <typeparam name="TStore">Finds them; scoped to the request.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    public static BoltBuilder AddApiKeyStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this BoltBuilder builder)
        where TStore : class, IApiKeyStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<IApiKeyStore, TStore>();
        return builder;
    }

    /// <summary>Keeps keys of a backend of your own type in a store of your own. Its keys open nothing that asks for another backend.</summary>
    /// <typeparam name="TBackend">The backend.</typeparam>
    /// <typeparam name="TStore">Finds its keys; scoped to the request.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    public static BoltBuilder AddApiKeyStore<TBackend, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this BoltBuilder builder)
        where TBackend : ApiKeyAuthentication
        where TStore : class, IApiKeyStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (typeof(TBackend) == typeof(ApiKeyAuthentication))
        {
            return builder.AddApiKeyStore<TStore>();
        }

        builder.Services.TryAddKeyedScoped<IApiKeyStore, TStore>(typeof(TBackend));
        return builder;
    }

    private static TBackend Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(IServiceProvider services, string name)
        where TBackend : ApiKeyAuthentication
    {
        var backend = ActivatorUtilities.CreateInstance<TBackend>(services);
        var monitor = services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<ApiKeyAuthentication>();
        ApiKeyEngine? engine = null;
        // Before the first reading, so that no change falls in between. Both live as long as the application.
        monitor.OnChange((changed, which) =>
        {
            if (which == name && engine is not null)
            {
                Reload(engine, name, changed, logger);
            }
        });
        engine = new ApiKeyEngine(ApiKeyAuthentication.NameOf(typeof(TBackend)), monitor.Get(name), StoreOf<TBackend>(services), services.GetRequiredService<TimeProvider>(), logger);
        backend.Initialize(engine);
        return backend;
    }

    private static void Reload(ApiKeyEngine engine, string name, ApiKeyOptions changed, ILogger logger)
    {
        if (ApiKeyOptionsValidator.Message(name, changed) is { } problems)
        {
            ApiKeyLog.ReloadRefused(logger, engine.Name, problems);
            return;
        }

        engine.Replace(changed);
        ApiKeyLog.Reloaded(logger, engine.Name, changed.Keys.Count);
    }

    private static Func<IServiceProvider, IApiKeyStore>? StoreOf<TBackend>(IServiceProvider services)
    {
        if (typeof(TBackend) == typeof(ApiKeyAuthentication))
        {
            return services.GetService<IServiceProviderIsService>()?.IsService(typeof(IApiKeyStore)) == true
                ? static provider => provider.GetRequiredService<IApiKeyStore>()
                : null;
        }

        return services.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(IApiKeyStore), typeof(TBackend)) == true
            ? static provider => provider.GetRequiredKeyedService<IApiKeyStore>(typeof(TBackend))
            : null;
    }
}
