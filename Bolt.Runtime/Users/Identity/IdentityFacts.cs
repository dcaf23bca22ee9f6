using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Users.Identity;

/// <summary>What <see cref="UserManager{TUser}"/> says about a user.</summary>
internal sealed class IdentityFacts<TUser>(UserManager<TUser> users, IOptions<IdentityUserOptions> options, IServiceProvider services)
    where TUser : class
{
    /// <summary>The user, or null where there is none, or it may not sign in.</summary>
    public async ValueTask<TUser?> FindAsync(string userId)
    {
        try
        {
            return await users.FindByIdAsync(userId).ConfigureAwait(false) is { } user && await MaySignInAsync(user).ConfigureAwait(false) ? user : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            // Identity's stores throw for what their key cannot be, such as an API key's name where users have numbers. That is nobody's id.
            return null;
        }
    }

    /// <summary>As <c>SignInManager.CanSignInAsync</c> and its check for a lockout, which live in another package's world of cookies.</summary>
    public async ValueTask<bool> MaySignInAsync(TUser user)
    {
        var asked = users.Options.SignIn;
        return !(users.SupportsUserLockout && await users.IsLockedOutAsync(user).ConfigureAwait(false))
            && (!asked.RequireConfirmedEmail || await users.IsEmailConfirmedAsync(user).ConfigureAwait(false))
            && (!asked.RequireConfirmedPhoneNumber || await users.IsPhoneNumberConfirmedAsync(user).ConfigureAwait(false))
            && (!asked.RequireConfirmedAccount || await (services.GetService<IUserConfirmation<TUser>>() ?? new DefaultUserConfirmation<TUser>()).IsConfirmedAsync(users, user).ConfigureAwait(false));
    }

    public async ValueTask<IdentityBoltUser> ReadAsync(TUser user)
    {
        var id = await users.GetUserIdAsync(user).ConfigureAwait(false);
        var name = await users.GetUserNameAsync(user).ConfigureAwait(false) ?? id;
        var own = user as IBoltUser;
        var isStaff = await IsInAsync(user, options.Value.StaffRole, own?.IsStaff == true).ConfigureAwait(false);
        var isAdmin = await IsInAsync(user, options.Value.AdminRole, own?.IsSuperuser == true).ConfigureAwait(false);
        return await StampAsync(user).ConfigureAwait(false) is { } stamp ? new StampedIdentityUser(id, name, isStaff, isAdmin, stamp) : new IdentityBoltUser(id, name, isStaff, isAdmin);
    }

    /// <summary>The security stamp, or null where the store keeps none.</summary>
    public async ValueTask<string?> StampAsync(TUser user) =>
        user is ISessionStamp own ? own.SessionStamp
        : users.SupportsUserSecurityStamp ? await users.GetSecurityStampAsync(user).ConfigureAwait(false)
        : null;

    private async ValueTask<bool> IsInAsync(TUser user, string? role, bool otherwise) =>
        role is null ? otherwise : users.SupportsUserRole && await users.IsInRoleAsync(user, role).ConfigureAwait(false);
}
