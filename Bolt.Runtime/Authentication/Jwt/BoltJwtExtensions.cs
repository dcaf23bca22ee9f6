using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Authentication.Jwt;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Refresh;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

#pragma warning disable RS0026 // overloads with optional parameters: a section is a string and a configuration is code, so that no call can mean both

namespace Bolt;

/// <summary>Registers JSON Web Tokens.</summary>
public static class BoltJwtExtensions
{
    /// <summary>
    /// Adds <see cref="JwtAuthentication"/> and <see cref="JwtIssuer"/>, with options from the configuration sections <c>Bolt:Jwt</c> and <c>Authentication:Schemes:Bearer</c>
    /// (what <c>dotnet user-jwts create</c> writes). May be called more than once; the settings add up.
    /// </summary>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddJwt(this BoltBuilder builder, Action<JwtOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(CreateIssuer);
        return builder.AddJwt<JwtAuthentication>(configure);
    }

    /// <summary>
    /// Adds a backend of your own type, with options, keys and caches of its own, from the configuration section <c>Bolt:&lt;type name&gt;</c>: <c>Bolt:PartnerJwt</c>. May be
    /// called more than once; the settings add up.
    /// </summary>
    /// <remarks>
    /// Two backends never read one section. Where the type's name without namespace, enclosing types and type arguments is also another backend's, or one of Bolt's own (<c>Jwt</c>,
    /// <c>ApiKeys</c>, <c>Sessions</c> …), the program does not start until one of them names another section.
    /// </remarks>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddJwt<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, Action<JwtOptions>? configure = null)
        where TBackend : JwtAuthentication => Add<TBackend>(builder, null, configure);

    /// <summary>Adds a backend of your own type, with options, keys and caches of its own, from a configuration section that you name.</summary>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="section">The section's whole path, such as <c>Partner:Jwt</c>. No other backend may read it, one inside it or one around it.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    /// <exception cref="ArgumentException"><paramref name="section"/> is not the path of a section.</exception>
    public static BoltBuilder AddJwt<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, string section, Action<JwtOptions>? configure = null)
        where TBackend : JwtAuthentication
    {
        BackendSections.ThrowIfNotPath(section);
        return Add<TBackend>(builder, section, configure);
    }

    private static BoltBuilder Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        BoltBuilder builder, string? section, Action<JwtOptions>? configure)
        where TBackend : JwtAuthentication
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var backend = BackendRegistry.GetOrAdd(services).Add(typeof(TBackend), JwtBackend.Kind, section, out var isNew);
        if (isNew)
        {
            services.AddSingleton<IConfigureOptions<JwtOptions>>(provider => new ConfigureJwtOptions(backend, provider.GetService<IConfiguration>()));
            if (backend.IsDefault)
            {
                services.AddSingleton<IConfigureOptions<JwtOptions>>(static provider => new ConfigureFromBearerScheme(
                    provider.GetService<IConfiguration>(), provider.GetService<IHostEnvironment>()));
            }

            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JwtOptions>, JwtOptionsValidator>());
            services.TryAddSingleton(static provider => new OidcKeyRings(provider.GetService<IHostApplicationLifetime>()));
            services.AddSingleton(provider => Create<TBackend>(provider, backend));
        }

        if (configure is not null)
        {
            services.AddSingleton<IConfigureOptions<JwtOptions>>(new ConfigureBackend<JwtOptions>(backend, configure));
        }

        return builder;
    }

    private static JwtIssuer CreateIssuer(IServiceProvider services)
    {
        var store = services.GetService<IRevocationStore>();
        return new JwtIssuer(
            services.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(Options.DefaultName),
            services.GetRequiredService<TimeProvider>(),
            store,
            JwtAuthenticatorFactory.LongestLifetime(store, services),
            services.GetService<RefreshTokens>());
    }

    private static TBackend Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        IServiceProvider services, BackendRegistration registration)
        where TBackend : JwtAuthentication
    {
        // Even where no host has started: no backend is created from options that may be another's.
        _ = services.GetRequiredService<IOptions<BoltOptions>>().Value;
        var backend = ActivatorUtilities.CreateInstance<TBackend>(services);
        var options = services.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(registration.OptionsName);
        backend.Initialize(JwtAuthenticatorFactory.Create(options, registration.Name, services));
        return backend;
    }
}
