using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Authentication.Sessions;

/// <summary>One way of staying signed in, whose sessions <see cref="BoltSessions"/> lists and ends: cookie sessions, families of refresh tokens.</summary>
internal interface ISessionDirectory
{
    IAsyncEnumerable<SessionInfo> ListAsync(string userId, CancellationToken cancellationToken);

    ValueTask<bool> EndAsync(string userId, string sessionKey, CancellationToken cancellationToken);

    ValueTask<int> EndAllAsync(string userId, string? exceptSessionKey, CancellationToken cancellationToken);
}
