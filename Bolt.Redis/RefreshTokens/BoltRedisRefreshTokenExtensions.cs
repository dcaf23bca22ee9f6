using System;
using Bolt.Redis;
using Bolt.Redis.RefreshTokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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
        if (services.AddRedisOptions(static configuration => new RedisOptionsSetup<RedisRefreshTokenOptions>(configuration, "Bolt:Redis:RefreshTokens", "AddRedisRefreshTokens()"), configure))
        {
            services.TryAddSingleton(static provider => new RedisRefreshTokenStore(
                provider.GetConnection("AddRedisRefreshTokens()"), provider.GetRequiredService<IOptions<RedisRefreshTokenOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IHostedService>(static provider => new RefreshClockCheck(
                provider.GetConnection("AddRedisRefreshTokens()"),
                provider.GetRequiredService<IOptions<RefreshTokenOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<RedisRefreshTokenStore>>()));
        }

        return builder.AddRefreshTokenStore<RedisRefreshTokenStore>();
    }
}
