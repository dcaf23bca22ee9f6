using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Sessions;

namespace Bolt;

/// <summary>Everything a user is signed in with: "my devices", "log out everywhere". A service; covers all backends.</summary>
/// <remarks>Where a store does not answer, every method throws <see cref="BoltRefusedException"/> with 503. Bolt's endpoints answer with it: let it pass.</remarks>
public sealed class BoltSessions
{
    private readonly IEnumerable<ISessionDirectory> _directories;

    internal BoltSessions(IEnumerable<ISessionDirectory> directories) => _directories = directories;

    /// <summary>The user's sessions, in no order.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BoltRefusedException">503: the store does not answer.</exception>
    public async IAsyncEnumerable<SessionInfo> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        foreach (var directory in _directories)
        {
            await foreach (var session in directory.ListAsync(userId, cancellationToken).ConfigureAwait(false))
            {
                yield return session;
            }
        }
    }

    /// <summary>Ends one session at once. False where it is not that user's, or gone already.</summary>
    /// <param name="userId">Whose it must be: nobody ends another's by its id.</param>
    /// <param name="sessionKey">Its public id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BoltRefusedException">503: the store does not answer, and the session may still live.</exception>
    public async ValueTask<bool> EndAsync(string userId, string sessionKey, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentNullException.ThrowIfNull(sessionKey);
        foreach (var directory in _directories)
        {
            if (await directory.EndAsync(userId, sessionKey, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Ends all sessions of a user, those included whose login is under way: no session that began before this call survives it, but the excepted one. A login that
    /// begins afterwards is not touched. Returns how many were ended.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="exceptSessionKey">The public id of one that stays, such as the caller's own; or null.</param>
    /// <param name="cancellationToken">Cancels the call. Some may have been ended then.</param>
    /// <exception cref="BoltRefusedException">503: the store does not answer. Some may have been ended, and some not: repeat the call.</exception>
    public async ValueTask<int> EndAllAsync(string userId, string? exceptSessionKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        var count = 0;
        foreach (var directory in _directories)
        {
            count += await directory.EndAllAsync(userId, exceptSessionKey, cancellationToken).ConfigureAwait(false);
        }

        return count;
    }
}
