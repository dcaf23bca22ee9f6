using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bolt.Redis.Revocation;

/// <summary>Asks the replica, and nobody else.</summary>
internal sealed class RevocationHealthCheck(RevocationReplica replica) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(replica.Staleness switch
    {
        null => HealthCheckResult.Unhealthy("What is revoked is not known yet; tokens are refused."),
        { } age when age > replica.MaximumStaleness => HealthCheckResult.Unhealthy("Redis has not been heard for too long; tokens are refused."),
        { } age when age > replica.MaximumStaleness / 2 => HealthCheckResult.Degraded("Redis has not been heard for a while."),
        _ => HealthCheckResult.Healthy($"{replica.Snapshot.Table.Count} revocations are known."),
    });
}
