using System;
using Bolt.Redis;
using Bolt.Redis.RefreshTokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers refresh tokens over Redis.</summary>
public static class BoltRedisRefreshTokenExtensions
{
    /// <summary>
    /// Keeps the sign-ins of <c>AddRefreshTokens()</c> in Redis, over the application's <c>IConnectionMultiplexer</c>, with options from the configuration section <c>Bolt:Redis:RefreshTokens</c>. On several
    /// servers the revocation store must be shared, too: <c>AddRedisRevocation()</c>.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddRedisRefreshTokens(this BoltBuilder builder, Action<RedisRefreshTokenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<RedisRefreshTokenOptions>();
        if (!services.HasService(typeof(RedisRefreshTokenOptionsSetup)))
        {
            services.AddSingleton(static provider => new RedisRefreshTokenOptionsSetup(provider.GetService<IConfiguration>()));
            services.AddSingleton<IConfigureOptions<RedisRefreshTokenOptions>>(static provider => provider.GetRequiredService<RedisRefreshTokenOptionsSetup>());
            services.AddSingleton<IValidateOptions<RedisRefreshTokenOptions>>(static provider => provider.GetRequiredService<RedisRefreshTokenOptionsSetup>());
            options.ValidateOnStart();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton(static provider => new RedisRefreshTokenStore(
                provider.GetConnection("AddRedisRefreshTokens()"), provider.GetRequiredService<IOptions<RedisRefreshTokenOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddRefreshTokenStore<RedisRefreshTokenStore>();
    }
}
