using System;
using System.Linq;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Bolt.Redis;

/// <summary>What the features ask of the application's services.</summary>
internal static class RedisServices
{
    /// <exception cref="InvalidOperationException">The application has registered no connection.</exception>
    public static IConnectionMultiplexer GetConnection(this IServiceProvider services, string call) => services.GetService<IConnectionMultiplexer>()
        ?? throw new InvalidOperationException($"{call} needs an IConnectionMultiplexer: call services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(\"…\")).");

    public static bool HasService(this IServiceCollection services, Type type) => services.Any(service => service.ServiceType == type);
}
