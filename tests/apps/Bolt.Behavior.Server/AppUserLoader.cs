namespace Bolt.Behavior.Server;

/// <summary>Knows every user but <c>gone</c>, and counts how often it is asked for whom.</summary>
internal sealed class AppUserLoader(Calls calls) : IUserLoader<AppUser>
{
    public async ValueTask<AppUser?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        calls.Count("load-" + userId);
        await Task.Yield();
        return userId == "gone" ? null : new AppUser(userId, "user-" + userId, false, false);
    }
}
