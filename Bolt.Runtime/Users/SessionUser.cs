using System;

namespace Bolt;

/// <summary>A session's user at this moment.</summary>
/// <param name="IsStaff">May use what is meant for staff.</param>
/// <param name="IsSuperuser">Is an administrator.</param>
/// <param name="Permissions">The permissions.</param>
/// <param name="Stamp">See <see cref="ISessionStamp"/>; null where the user has none.</param>
/// <param name="User">What <see cref="CurrentUser{TUser}"/> shows.</param>
public sealed record SessionUser(bool IsStaff, bool IsSuperuser, PermissionSet Permissions, string? Stamp, object User)
{
    /// <summary>What the user's own interfaces say.</summary>
    /// <param name="user">The user.</param>
    public static SessionUser From(IBoltUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new(user.IsStaff, user.IsSuperuser, (user as IUserPermissions)?.Permissions ?? PermissionSet.Empty, (user as ISessionStamp)?.SessionStamp, user);
    }
}
