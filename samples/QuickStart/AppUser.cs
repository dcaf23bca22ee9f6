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

/// <summary>Permissions are not part of a token unless they are put there: at the sign-in, and again at every refresh.</summary>
public sealed class ArticlePermissions(Database database) : ITokenClaims<AppUser>
{
    public async ValueTask AddAsync(AppUser user, IDictionary<string, object?> claims, CancellationToken cancellationToken) =>
        claims["permissions"] = await database.PermissionsAsync(user.Id, cancellationToken);
}
