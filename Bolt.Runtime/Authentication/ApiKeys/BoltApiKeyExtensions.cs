using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Authentication.ApiKeys;
using Bolt.Authentication.ApiKeys.Configuration;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

#pragma warning disable RS0026 // overloads with optional parameters: a section is a string and a configuration is code, so that no call can mean both

namespace Bolt;

/// <summary>Registers API keys.</summary>
public static class BoltApiKeyExtensions
{
    /// <summary>
    /// Adds <see cref="ApiKeyAuthentication"/>, with options from the configuration section <c>Bolt:ApiKeys</c>, which is reloaded when it changes. May be called more
    /// than once; the settings add up.
    /// </summary>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddApiKeys(this BoltBuilder builder, Action<ApiKeyOptions>? configure = null) => builder.AddApiKeys<ApiKeyAuthentication>(configure);

    /// <summary>
    /// Adds a backend of your own type, with options and keys of its own, from the configuration section <c>Bolt:&lt;type name&gt;</c>: <c>Bolt:PartnerKeys</c>. May be called
    /// more than once; the settings add up.
    /// </summary>
    /// <remarks>
    /// Two backends never read one section. Where the type's name without namespace, enclosing types and type arguments is also another backend's, or one of Bolt's own (<c>Jwt</c>,
    /// <c>ApiKeys</c>, <c>Sessions</c> …), the program does not start until one of them names another section.
    /// </remarks>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddApiKeys<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, Action<ApiKeyOptions>? configure = null)
        where TBackend : ApiKeyAuthentication => Add<TBackend>(builder, null, configure);

    /// <summary>Adds a backend of your own type, with options and keys of its own, from a configuration section that you name.</summary>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="section">The section's whole path, such as <c>Partner:Keys</c>. No other backend may read it, one inside it or one around it.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    /// <exception cref="ArgumentException"><paramref name="section"/> is not the path of a section.</exception>
    public static BoltBuilder AddApiKeys<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, string section, Action<ApiKeyOptions>? configure = null)
        where TBackend : ApiKeyAuthentication
    {
        BackendSections.ThrowIfNotPath(section);
        return Add<TBackend>(builder, section, configure);
    }

    /// <summary>Keeps keys of <see cref="ApiKeyAuthentication"/> in a store of your own.</summary>
    /// <typeparam name="TStore">Finds them; scoped to the request.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
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
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
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

    private static BoltBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        BoltBuilder builder, string? section, Action<ApiKeyOptions>? configure)
        where TBackend : ApiKeyAuthentication
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var backend = BackendRegistry.GetOrAdd(services).Add(typeof(TBackend), ApiKeyBackend.Kind, section, out var isNew);
        if (isNew)
        {
            services.AddSingleton<IConfigureOptions<ApiKeyOptions>>(provider => new ConfigureApiKeyOptions(backend, provider.GetService<IConfiguration>()));
            services.AddSingleton<IOptionsChangeTokenSource<ApiKeyOptions>>(provider => new ApiKeyOptionsChangeTokenSource(backend, provider.GetService<IConfiguration>()));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiKeyOptions>, ApiKeyOptionsValidator>());
            services.AddSingleton(provider => Create<TBackend>(provider, backend));
        }

        if (configure is not null)
        {
            services.AddSingleton<IConfigureOptions<ApiKeyOptions>>(new ConfigureBackend<ApiKeyOptions>(backend, configure));
        }

        return builder;
    }

    private static TBackend Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        IServiceProvider services, BackendRegistration registration)
        where TBackend : ApiKeyAuthentication
    {
        // Even where no host has started: no backend is created from options that may be another's.
        _ = services.GetRequiredService<IOptions<BoltOptions>>().Value;
        var backends = services.GetRequiredService<BackendRegistry>();
        var name = registration.OptionsName;
        var backend = ActivatorUtilities.CreateInstance<TBackend>(services);
        var monitor = services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<ApiKeyAuthentication>();
        ApiKeyAuthenticator? authenticator = null;
        // Before the first read, so that no change is missed. Both live as long as the application.
        monitor.OnChange((changed, which) =>
        {
            if (which == name && authenticator is not null)
            {
                Reload(authenticator, ApiKeyOptionsValidator.Message(backends, name, changed), changed, logger);
            }
        });
        var options = monitor.Get(name);
        var store = FindStore<TBackend>(services);
        if (options.Keys.Count == 0 && store is null)
        {
            var (call, section) = backends.Describe(ApiKeyBackend.Kind, name);
            ApiKeyLog.NoKeys(logger, registration.Name, section, call);
        }

        authenticator = new ApiKeyAuthenticator(registration.Name, options, store, services.GetRequiredService<TimeProvider>(), logger);
        backend.Initialize(authenticator);
        return backend;
    }

    private static void Reload(ApiKeyAuthenticator authenticator, string? problems, ApiKeyOptions changed, ILogger logger)
    {
        if (problems is not null)
        {
            ApiKeyLog.ReloadRefused(logger, authenticator.Name, problems);
            return;
        }

        authenticator.Replace(changed);
        ApiKeyLog.Reloaded(logger, authenticator.Name, changed.Keys.Count);
    }

    private static Func<IServiceProvider, IApiKeyStore>? FindStore<TBackend>(IServiceProvider services)
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
