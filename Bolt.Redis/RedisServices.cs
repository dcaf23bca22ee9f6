using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Bolt.Redis;

/// <summary>What the features ask of the application's services.</summary>
internal static class RedisServices
{
    /// <summary>Registers a feature's options, and what all features need, once. False where it has been done.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="setup">Makes what reads and checks the options.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static bool AddRedisOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceCollection services, Func<IConfiguration?, RedisOptionsSetup<TOptions>> setup, Action<TOptions>? configure)
        where TOptions : class, IRedisOptions
    {
        var options = services.AddOptions<TOptions>();
        var isFirst = !services.HasService(typeof(RedisOptionsSetup<TOptions>));
        if (isFirst)
        {
            services.AddSingleton(provider => setup(provider.GetService<IConfiguration>()));
            services.AddSingleton<IConfigureOptions<TOptions>>(static provider => provider.GetRequiredService<RedisOptionsSetup<TOptions>>());
            services.AddSingleton<IValidateOptions<TOptions>>(static provider => provider.GetRequiredService<RedisOptionsSetup<TOptions>>());
            services.TryAddSingleton(TimeProvider.System);
            options.ValidateOnStart();
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return isFirst;
    }

    /// <exception cref="InvalidOperationException">The application has registered no connection.</exception>
    public static IConnectionMultiplexer GetConnection(this IServiceProvider services, string call) => services.GetService<IConnectionMultiplexer>()
        ?? throw new InvalidOperationException($"{call} needs an IConnectionMultiplexer: call services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(\"…\")).");

    private static bool HasService(this IServiceCollection services, Type type) => services.Any(service => service.ServiceType == type);
}
