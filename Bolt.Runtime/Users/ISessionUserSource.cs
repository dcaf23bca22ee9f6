using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>Says who the user of a session is now; asked on every request with one. <c>AddUsers</c> registers it for users that are <see cref="IBoltUser"/>; scoped to the request.</summary>
public interface ISessionUserSource
{
    /// <summary>The user, or null when there is none or it may no longer sign in. An exception is answered with 503.</summary>
    /// <param name="userId">The id it signed in with.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<SessionUser?> FindAsync(string userId, CancellationToken cancellationToken);
}
