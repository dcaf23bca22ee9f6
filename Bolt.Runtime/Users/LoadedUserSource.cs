using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Users;

/// <summary>The application's loader, for sessions.</summary>
internal sealed class LoadedUserSource<TUser>(IUserLoader<TUser> loader) : ISessionUserSource
    where TUser : class
{
    public async ValueTask<SessionUser?> FindAsync(string userId, CancellationToken cancellationToken) =>
        await loader.FindAsync(userId, cancellationToken).ConfigureAwait(false) is IBoltUser user ? SessionUser.From(user) : null;
}
