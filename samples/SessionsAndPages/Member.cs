using Bolt;

namespace SessionsAndPages;

/// <summary>A row of the member table. Asked for on every request with a session, so that what is withdrawn counts at once.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Username">The name to sign in with.</param>
/// <param name="IsStaff">May end other members' sessions.</param>
/// <param name="SessionStamp">Another one with every new password: sessions of the old one are over.</param>
/// <param name="Permissions">What else the member may do.</param>
public sealed record Member(string Id, string Username, bool IsStaff, string SessionStamp, PermissionSet Permissions) : IBoltUser, ISessionStamp, IUserPermissions
{
    public bool IsSuperuser => false;
}

/// <summary>Finds the member a session names.</summary>
public sealed class MemberLoader(Database database) : IUserLoader<Member>
{
    public async ValueTask<Member?> FindAsync(string userId, CancellationToken cancellationToken) =>
        await database.FindAsync(userId, cancellationToken);
}
