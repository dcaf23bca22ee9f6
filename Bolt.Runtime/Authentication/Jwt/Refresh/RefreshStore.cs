using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>The stores as the engine sees them: what they throw is logged, counted and answered with 503, unless the client has gone.</summary>
internal sealed class RefreshStore(IRefreshTokenStore store, ISessionRevocationStore revocations, BoltMetrics metrics, ILogger logger)
{
    public async ValueTask<T> AskAsync<T>(string what, Func<IRefreshTokenStore, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(store).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(what, e);
        }
    }

    public async ValueTask<T> AskRevocationAsync<T>(string what, Func<ISessionRevocationStore, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(revocations).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(what, e);
        }
    }

    public ValueTask<List<RefreshFamily>> ListAsync(string userId, CancellationToken cancellationToken) => AskAsync(
        "a list of the store",
        async s =>
        {
            var families = new List<RefreshFamily>();
            await foreach (var family in s.ListAsync(userId, cancellationToken).ConfigureAwait(false))
            {
                if (string.Equals(family.UserId, userId, StringComparison.Ordinal) && family.EndedAt is null)
                {
                    families.Add(family);
                }
            }

            return families;
        },
        cancellationToken);

    private BoltRefusedException Failed(string what, Exception e)
    {
        metrics.RefreshStoreFailed();
        RefreshLog.Failed(logger, what, e);
        return new BoltRefusedException("The store of refresh tokens could not be asked.", e);
    }
}
