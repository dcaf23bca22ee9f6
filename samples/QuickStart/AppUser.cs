using Bolt;

namespace QuickStart;

/// <summary>A row of the user table.</summary>
public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;

/// <summary>Finds the user a token names.</summary>
public sealed class AppUserLoader(Database database) : IUserLoader<AppUser>
{
    public async ValueTask<AppUser?> FindAsync(string userId, CancellationToken cancellationToken) =>
        await database.FindUserAsync(userId, cancellationToken);
}
