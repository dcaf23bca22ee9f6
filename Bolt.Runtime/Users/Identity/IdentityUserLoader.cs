using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Users.Identity;

/// <summary>Identity's users as Bolt's. A token that carries a stamp is over with it.</summary>
internal sealed class IdentityUserLoader<TUser>(IdentityFacts<TUser> facts) : ICallerUserLoader<TUser>
    where TUser : class
{
    public ValueTask<TUser?> FindAsync(string userId, CancellationToken cancellationToken) => facts.FindAsync(userId);

    public async ValueTask<TUser?> FindAsync(AuthContext caller, CancellationToken cancellationToken) => await facts.FindAsync(caller.UserId).ConfigureAwait(false) is { } user
        && (caller.Claims.GetString(IdentityStamp.Claim) is not { } claim || (await facts.StampAsync(user).ConfigureAwait(false) is { } stamp && IdentityStamp.Matches(claim, caller.UserId, stamp)))
            ? user
            : null;
}
