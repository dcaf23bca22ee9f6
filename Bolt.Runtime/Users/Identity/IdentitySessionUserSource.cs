using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Users.Identity;

/// <summary>Identity's users, for sessions: <c>[CurrentUser]</c> shows Identity's own object.</summary>
internal sealed class IdentitySessionUserSource<TUser>(IdentityFacts<TUser> facts) : ISessionUserSource
    where TUser : class
{
    public async ValueTask<SessionUser?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        if (await facts.FindAsync(userId).ConfigureAwait(false) is not { } user)
        {
            return null;
        }

        var read = await facts.ReadAsync(user).ConfigureAwait(false);
        return new SessionUser(read.IsStaff, read.IsSuperuser, (user as IUserPermissions)?.Permissions ?? PermissionSet.Empty, (read as ISessionStamp)?.SessionStamp, user);
    }
}
