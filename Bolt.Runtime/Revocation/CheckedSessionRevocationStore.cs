using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Diagnostics;
using Bolt.Http;
using Microsoft.Extensions.Logging;

namespace Bolt.Revocation;

/// <summary>The same for a store that knows sessions.</summary>
internal class CheckedSessionRevocationStore(ISessionRevocationStore store, bool failOpen, BoltMetrics metrics, ILogger logger)
    : CheckedRevocationStore(store, failOpen, metrics, logger), ISessionRevocationStore
{
    public ValueTask<bool> IsRevokedAsync(AuthContext token, CancellationToken cancellationToken)
    {
        try
        {
            var answer = store.IsRevokedAsync(token, cancellationToken);
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

    public ValueTask RevokeSessionAsync(string sessionId, DateTimeOffset expiresAt, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckSession(sessionId);
        return store.RevokeSessionAsync(sessionId, expiresAt, issuer, cancellationToken);
    }

    public ValueTask RevokeUserAsync(string userId, DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default)
    {
        RevokedId.CheckUser(userId);
        return store.RevokeUserAsync(userId, issuedBefore, issuer, cancellationToken);
    }

    public ValueTask RevokeEveryoneAsync(DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default) =>
        store.RevokeEveryoneAsync(issuedBefore, issuer, cancellationToken);

    public ValueTask<DateTimeOffset?> NotBeforeAsync(string? userId, string? issuer = null, CancellationToken cancellationToken = default) =>
        store.NotBeforeAsync(userId, issuer, cancellationToken);
}
