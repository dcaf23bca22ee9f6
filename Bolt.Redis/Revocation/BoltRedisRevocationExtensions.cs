using System;
using System.Diagnostics.Metrics;
using Bolt.Redis;
using Bolt.Redis.Revocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
    /// <remarks>The first start with an empty Redis takes 5 seconds: until then another server may know more than Redis does.</remarks>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options, after configuration.</param>
    public static BoltBuilder AddRedisRevocation(this BoltBuilder builder, Action<RedisRevocationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<RedisRevocationOptions>();
        if (!services.HasService(typeof(RevocationReplica)))
        {
            services.AddSingleton(static provider => new RedisRevocationOptionsSetup(provider.GetService<IConfiguration>()));
            services.AddSingleton<IConfigureOptions<RedisRevocationOptions>>(static provider => provider.GetRequiredService<RedisRevocationOptionsSetup>());
            services.AddSingleton<IValidateOptions<RedisRevocationOptions>>(static provider => provider.GetRequiredService<RedisRevocationOptionsSetup>());
            options.ValidateOnStart();
            services.AddMetrics();
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton(static provider => new RevocationMetrics(provider.GetRequiredService<IMeterFactory>()));
            services.AddSingleton(static provider => Create(provider));
            services.AddSingleton(static provider => new RedisRevocationStore(
                provider.GetRequiredService<RevocationReplica>(), provider.GetRequiredService<IOptions<RevocationOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IHostedService>(static provider => new RevocationReplicaService(provider.GetRequiredService<RevocationReplica>(), provider.GetRequiredService<IOptions<RedisRevocationOptions>>()));
        }

        if (configure is not null)
        {
            options.Configure(configure);
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
