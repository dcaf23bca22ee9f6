using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Bolt;

/// <summary>The store as backends see it: a failure is logged here, and stays one unless <see cref="RevocationOptions.FailOpen"/> was asked for.</summary>
internal sealed class CheckedRevocationStore(IRevocationStore store, bool failOpen, BoltMetrics metrics, ILogger logger) : IRevocationStore
{
    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = store.IsRevokedAsync(tokenId, cancellationToken);
            return answer.IsCompletedSuccessfully ? answer : Await(answer, cancellationToken);
        }
        catch (Exception e) when (Opens(e, cancellationToken))
        {
            return new(false);
        }
    }

    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => store.RevokeAsync(tokenId, expiresAt, cancellationToken);

    private async ValueTask<bool> Await(ValueTask<bool> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (Exception e) when (Opens(e, cancellationToken))
        {
            return false;
        }
    }

    /// <summary>True where the failure is to count as "not revoked". A caller who has gone away is no failure of the store.</summary>
    private bool Opens(Exception e, CancellationToken cancellationToken)
    {
        if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        metrics.RevocationStoreFailed(failOpen);
        if (failOpen)
        {
            RevocationLog.FailedOpen(logger, e);
        }
        else
        {
            RevocationLog.Failed(logger, e);
        }

        return failOpen;
    }
}
