using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Bolt.Authentication.Registration;
using Bolt.Authentication.Sessions;
using Bolt.Authentication.Sessions.Configuration;
using Bolt.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

#pragma warning disable RS0026 // overloads with optional parameters: a section is a string and a configuration is code, so that no call can mean both

namespace Bolt;

/// <summary>Registers sessions.</summary>
public static class BoltSessionExtensions
{
    /// <summary>
    /// Adds <see cref="SessionAuthentication"/>, with options from the configuration section <c>Bolt:Sessions</c>. Sessions are kept in memory unless a store is registered. May
    /// be called more than once; the settings add up.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddSessions(this BoltBuilder builder, Action<SessionOptions>? configure = null) => builder.AddSessions<SessionAuthentication>(configure);

    /// <summary>
    /// Adds a backend of your own type with a cookie of its own, <c>__Host-bolt-&lt;type name&gt;</c>, and options from the configuration section <c>Bolt:&lt;type name&gt;</c>. May be
    /// called more than once; the settings add up.
    /// </summary>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddSessions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, Action<SessionOptions>? configure = null)
        where TBackend : SessionAuthentication => Add<TBackend>(builder, null, configure);

    /// <summary>Adds a backend of your own type with a cookie of its own, and options from a configuration section that you name.</summary>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="section">The section's whole path, such as <c>Admin:Sessions</c>. No other backend may read it, one inside it or one around it.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    /// <exception cref="ArgumentException"><paramref name="section"/> is not the path of a section.</exception>
    public static BoltBuilder AddSessions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, string section, Action<SessionOptions>? configure = null)
        where TBackend : SessionAuthentication
    {
        BackendSections.ThrowIfNotPath(section);
        return Add<TBackend>(builder, section, configure);
    }

    /// <summary>Keeps the sessions of all backends in a store of your own. The last one added is used.</summary>
    /// <typeparam name="TStore">The store; a singleton.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    public static BoltBuilder AddSessionStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this BoltBuilder builder)
        where TStore : class, ISessionStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TStore>();
        builder.Services.Replace(ServiceDescriptor.Singleton<ISessionStore>(static provider => provider.GetRequiredService<TStore>()));
        return builder;
    }

    private static BoltBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        BoltBuilder builder, string? section, Action<SessionOptions>? configure)
        where TBackend : SessionAuthentication
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var backend = BackendRegistry.GetOrAdd(services).Add(typeof(TBackend), SessionBackend.Kind, section, out var isNew);
        if (isNew)
        {
            services.AddSingleton<IConfigureOptions<SessionOptions>>(provider => new ConfigureSessionOptions(backend, provider.GetService<IConfiguration>()));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionOptions>, SessionOptionsValidator>());
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackendOptionsCheck.Started>, SessionCookieNames>());
            services.AddSingleton(provider => Create<TBackend>(provider, backend));
            AddShared(services);
        }

        if (configure is not null)
        {
            services.AddSingleton<IConfigureOptions<SessionOptions>>(new ConfigureBackend<SessionOptions>(backend, configure));
        }

        return builder;
    }

    private static void AddShared(IServiceCollection services)
    {
        if (services.IsRegistered(typeof(SessionBackends)))
        {
            return;
        }

        services.AddSingleton(static provider => new SessionBackends(provider.GetRequiredService<BackendRegistry>(), provider));
        services.TryAddSingleton<ISessionStore, InMemorySessionStore>();
        services.AddOptions<InMemorySessionStoreOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<InMemorySessionStoreOptions>>(static provider => new ConfigureInMemorySessionStoreOptions(provider.GetService<IConfiguration>()));
        services.AddSingleton<IValidateOptions<InMemorySessionStoreOptions>, InMemorySessionStoreOptionsValidator>();
        services.AddSingleton<SessionJson>();
        services.AddSingleton<SessionWrites>();
        services.AddSingleton<ISessionDirectory, SessionDirectory>();
        services.TryAddSingleton(static provider => new BoltSessions(provider.GetRequiredService<IEnumerable<ISessionDirectory>>()));
        services.AddSingleton<IStartupFilter>(static provider => new SessionStartupFilter(provider));
        services.AddSingleton<IExceptionHandler, SessionRefusalHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartCheck, SessionCookieClashes>());
    }

    private static TBackend Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        IServiceProvider services, BackendRegistration registration)
        where TBackend : SessionAuthentication
    {
        // Also where no host has started: no backend is made of options that may be another's.
        _ = services.GetRequiredService<IOptions<BoltOptions>>().Value;
        var options = services.GetRequiredService<IOptionsMonitor<SessionOptions>>().Get(registration.OptionsName);
        var application = services.GetService<IHostEnvironment>()?.ApplicationName ?? Assembly.GetEntryAssembly()?.GetName().Name ?? "";
        var backend = ActivatorUtilities.CreateInstance<TBackend>(services);
        backend.Initialize(new SessionEngine(registration.Name, TypeName.Full(typeof(TBackend)), application, options, services));
        return backend;
    }
}
