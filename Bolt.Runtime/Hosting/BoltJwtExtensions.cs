using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers JSON Web Tokens.</summary>
public static class BoltJwtExtensions
{
    /// <summary>
    /// Adds <see cref="JwtAuthentication"/> and <see cref="JwtIssuer"/>, with options from the configuration sections <c>Bolt:Jwt</c> and <c>Authentication:Schemes:Bearer</c>
    /// (what <c>dotnet user-jwts create</c> writes). May be called more than once; the settings add up.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddJwt(this BoltBuilder builder, Action<JwtOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(static services => new JwtIssuer(
            services.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(Options.DefaultName), services.GetRequiredService<TimeProvider>()));
        return builder.AddJwt<JwtAuthentication>(configure);
    }

    /// <summary>Adds a backend of your own type, with options of its own from the configuration section <c>Bolt:&lt;type name&gt;</c>.</summary>
    /// <typeparam name="TBackend">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddJwt<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        this BoltBuilder builder, Action<JwtOptions>? configure = null)
        where TBackend : JwtAuthentication
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var name = typeof(TBackend) == typeof(JwtAuthentication) ? Options.DefaultName : typeof(TBackend).Name;
        var options = services.AddOptions<JwtOptions>(name);
        if (!services.IsRegistered<TBackend>())
        {
            services.AddSingleton<IConfigureOptions<JwtOptions>>(provider => new JwtConfiguration(name, provider.GetService<IConfiguration>()));
            services.AddSingleton<IConfigureOptions<JwtOptions>>(provider => new BearerSchemeConfiguration(
                name, provider.GetService<IConfiguration>(), provider.GetService<IHostEnvironment>()));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JwtOptions>, JwtOptionsValidator>());
            services.TryAddSingleton(static provider => new OidcKeyRings(provider.GetService<IHostApplicationLifetime>()));
            services.AddSingleton(provider => Create<TBackend>(provider, name));
            options.ValidateOnStart();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder;
    }

    private static TBackend Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>(
        IServiceProvider services, string name)
        where TBackend : JwtAuthentication
    {
        var backend = ActivatorUtilities.CreateInstance<TBackend>(services);
        var options = services.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(name);
        backend.Initialize(JwtEngineFactory.Create(options, JwtAuthentication.NameOf(typeof(TBackend)), services));
        return backend;
    }

    private static bool IsRegistered<TBackend>(this IServiceCollection services)
    {
        foreach (var service in services)
        {
            if (service.ServiceType == typeof(TBackend))
            {
                return true;
            }
        }

        return false;
    }
}
