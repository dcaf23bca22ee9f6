using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Bolt.Authentication.Jwt.Refresh;
using Bolt.Authentication.Jwt.Refresh.Configuration;
using Bolt.Authentication.Sessions;
using Bolt.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers refresh tokens.</summary>
public static class BoltRefreshTokenExtensions
{
    /// <summary>
    /// Adds refresh tokens to <see cref="JwtIssuer"/>, with options from the configuration section <c>Bolt:RefreshTokens</c>, and their sessions to <see cref="BoltSessions"/>. Needs <c>AddJwt()</c> with a
    /// key that signs, and <c>AddUsers</c> for the same user type: a program without them does not start. Sign-ins are kept in memory unless a store is registered. Adds <see cref="InMemoryRevocationStore"/> where no revocation store is there;
    /// one that is no <see cref="ISessionRevocationStore"/> stops the start, because ended sessions would leave access tokens behind. May be called more than once; the settings add up.
    /// </summary>
    /// <typeparam name="TUser">Your user type: the one of <c>AddUsers</c>.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddRefreshTokens<TUser>(this BoltBuilder builder, Action<RefreshTokenOptions>? configure = null)
        where TUser : class, IBoltUser
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<RefreshTokenOptions>();
        if (!services.IsRegistered(typeof(RefreshTokens)))
        {
            services.AddSingleton<IConfigureOptions<RefreshTokenOptions>>(static provider => new ConfigureRefreshTokenOptions(provider.GetService<IConfiguration>()));
            services.AddSingleton<IValidateOptions<RefreshTokenOptions>, RefreshTokenOptionsValidator>();
            options.ValidateOnStart();
            services.AddSingleton<IPostConfigureOptions<RevocationOptions>, PostConfigureRetention>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartCheck, RefreshTokenCheck>());
            services.TryAddSingleton<IRefreshTokenStore, InMemoryRefreshTokenStore>();
            services.TryAddSingleton<SessionWrites>();
            services.AddSingleton<RefreshTokens>(static provider => new RefreshTokens(
                provider.GetRequiredService<IRefreshTokenStore>(),
                (ISessionRevocationStore)provider.GetRequiredService<IRevocationStore>(),
                provider.GetRequiredService<IRefreshUsers>(),
                provider.GetRequiredService<IOptions<RefreshTokenOptions>>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<Diagnostics.BoltMetrics>(),
                provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<JwtIssuer>>()));
            services.AddSingleton<ISessionDirectory, RefreshDirectory>();
            services.TryAddSingleton(static provider => new BoltSessions(provider.GetRequiredService<IEnumerable<ISessionDirectory>>()));
            services.AddSingleton<IStartupFilter, RefreshStartupFilter>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RefreshClockCheck>());
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, SessionRefusalHandler>());
        }

        services.Replace(ServiceDescriptor.Singleton<IRefreshUsers, RefreshUsers<TUser>>());
        if (!services.IsRegistered(typeof(IRevocationStore)))
        {
            builder.AddRevocation<InMemoryRevocationStore>();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder;
    }

    /// <summary>Keeps sign-ins in a store of your own. The last one added is used.</summary>
    /// <typeparam name="TStore">The store; a singleton.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    public static BoltBuilder AddRefreshTokenStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this BoltBuilder builder)
        where TStore : class, IRefreshTokenStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TStore>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IRefreshTokenStore>(static provider => provider.GetRequiredService<TStore>()));
        return builder;
    }
}
