using System;
using Bolt.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers sessions over Redis.</summary>
public static class BoltRedisSessionExtensions
{
    /// <summary>
    /// Keeps the sessions of <c>AddSessions()</c> in Redis, over the application's <c>IConnectionMultiplexer</c>, with options from the configuration section <c>Bolt:Redis:Sessions</c>.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddRedisSessions(this BoltBuilder builder, Action<RedisSessionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.AddRedisOptions(static configuration => new RedisOptionsSetup<RedisSessionOptions>(configuration, "Bolt:Redis:Sessions", "AddRedisSessions()"), configure))
        {
            services.TryAddSingleton(static provider => new RedisSessionStore(
                provider.GetConnection("AddRedisSessions()"), provider.GetRequiredService<IOptions<RedisSessionOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        }

        return builder.AddSessionStore<RedisSessionStore>();
    }
}
