using System;
using System.Diagnostics.Metrics;
using Bolt.Redis;
using Bolt.Redis.Revocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers revocation over Redis.</summary>
public static class BoltRedisRevocationExtensions
{
    /// <summary>
    /// Refuses revoked tokens on every server: what one revokes, all know, each by a copy of its own that is asked without waiting. Uses the application's <c>IConnectionMultiplexer</c>, and options from the
    /// configuration section <c>Bolt:Redis:Revocation</c>. Needs Redis 6.2 or later. Resolve <see cref="IRevocationStore"/> or <see cref="ISessionRevocationStore"/> to revoke.
    /// </summary>
    /// <remarks>A start with an empty Redis takes 12 seconds: until then another server may know more than Redis does. See <see cref="RedisRevocationOptions.ReconnectTime"/>.</remarks>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddRedisRevocation(this BoltBuilder builder, Action<RedisRevocationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.AddRedisOptions(static configuration => new RedisRevocationOptionsSetup(configuration), configure))
        {
            services.AddMetrics();
            services.AddSingleton(static provider => new RevocationMetrics(provider.GetRequiredService<IMeterFactory>()));
            services.AddSingleton(static provider => Create(provider));
            services.AddSingleton(static provider => new RedisRevocationStore(
                provider.GetRequiredService<RevocationReplica>(), provider.GetRequiredService<IOptions<RevocationOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IHostedService>(static provider => new RevocationReplicaService(provider.GetRequiredService<RevocationReplica>(), provider.GetRequiredService<IOptions<RedisRevocationOptions>>()));
        }

        return builder.AddRevocation<RedisRevocationStore>();
    }

    private static RevocationReplica Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<RedisRevocationOptions>>().Value;
        return new RevocationReplica(
            new RedisRevocationLog(provider.GetConnection("AddRedisRevocation()"), options),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<RevocationMetrics>(),
            provider.GetRequiredService<ILogger<RedisRevocationStore>>());
    }
}
