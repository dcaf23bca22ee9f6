using System;
using System.Collections.Generic;
using Bolt.Redis.Revocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bolt;

/// <summary>Registers a health check.</summary>
public static class BoltRevocationHealthCheckExtensions
{
    /// <summary>
    /// Says whether this process knows what is revoked: unhealthy before it has first read everything and when it refuses tokens because it was too long ago, degraded past half of that time. For
    /// <see cref="BoltRedisRevocationExtensions.AddRedisRevocation"/>.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returned.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="tags">Tags, such as <c>ready</c>.</param>
    public static IHealthChecksBuilder AddBoltRevocation(this IHealthChecksBuilder builder, string name = "bolt-revocation", params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, static provider => new RevocationHealthCheck(provider.GetRequiredService<RevocationReplica>()), null, tags));
    }
}
