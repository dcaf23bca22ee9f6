using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Diagnostics;
using Bolt.Http;
using Microsoft.Extensions.Logging;

namespace Bolt.Revocation;

/// <summary>
/// The store as backends see it: a failure is logged here, and stays one unless <see cref="RevocationOptions.FailOpen"/> is set. A client that has gone away is not a
/// failure of the store, whatever it throws when it is interrupted: that becomes an <see cref="OperationCanceledException"/>.
/// </summary>
internal class CheckedRevocationStore(IRevocationStore store, bool failOpen, BoltMetrics metrics, ILogger logger) : IRevocationStore
{
    /// <summary>One of three classes, so that a cast says what the store itself can do.</summary>
    public static IRevocationStore Create(IRevocationStore store, bool failOpen, BoltMetrics metrics, ILogger logger) => store switch
    {
        ILocalRevocationStore local => new CheckedLocalRevocationStore(local, failOpen, metrics, logger),
        ISessionRevocationStore sessions => new CheckedSessionRevocationStore(sessions, failOpen, metrics, logger),
        _ => new CheckedRevocationStore(store, failOpen, metrics, logger),
    };

    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(tokenId))
        {
            // A token that cannot be revoked must not be accepted where tokens can be.
            return new(true);
        }

        try
        {
            var answer = store.IsRevokedAsync(tokenId, cancellationToken);
            return answer.IsCompletedSuccessfully ? answer : Await(answer, cancellationToken);
        }
        catch (Exception e) when (IsInterrupted(e, cancellationToken))
        {
            throw ClientAbort.From(e, cancellationToken);
        }
        catch (Exception e) when (Opens(e, cancellationToken))
        {
            return new(false);
        }
    }

    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        RevokedId.Check(tokenId);
        return store.RevokeAsync(tokenId, expiresAt, cancellationToken);
    }

    protected async ValueTask<bool> Await(ValueTask<bool> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (Exception e) when (IsInterrupted(e, cancellationToken))
        {
            throw ClientAbort.From(e, cancellationToken);
        }
        catch (Exception e) when (Opens(e, cancellationToken))
        {
            return false;
        }
    }

    protected static bool IsInterrupted(Exception e, CancellationToken cancellationToken) => e is not OperationCanceledException && cancellationToken.IsCancellationRequested;

    /// <summary>True where the failure counts as "not revoked".</summary>
    protected bool Opens(Exception e, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
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

    /// <summary>The same for a store that has said itself why it does not know.</summary>
    protected bool Opens()
    {
        metrics.RevocationStoreFailed(failOpen);
        if (failOpen)
        {
            RevocationLog.FailedOpen(logger, null);
        }

        return failOpen;
    }
}
