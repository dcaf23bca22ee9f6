using System;
using Bolt.Redis;
using Bolt.Redis.Sessions;
using Microsoft.Extensions.Configuration;
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
        var options = services.AddOptions<RedisSessionOptions>();
        if (!services.HasService(typeof(RedisSessionOptionsSetup)))
        {
            services.AddSingleton(static provider => new RedisSessionOptionsSetup(provider.GetService<IConfiguration>()));
            services.AddSingleton<IConfigureOptions<RedisSessionOptions>>(static provider => provider.GetRequiredService<RedisSessionOptionsSetup>());
            services.AddSingleton<IValidateOptions<RedisSessionOptions>>(static provider => provider.GetRequiredService<RedisSessionOptionsSetup>());
            options.ValidateOnStart();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton(static provider => new RedisSessionStore(
                provider.GetConnection("AddRedisSessions()"), provider.GetRequiredService<IOptions<RedisSessionOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddSessionStore<RedisSessionStore>();
    }
}
