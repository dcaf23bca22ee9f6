using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;

namespace Bolt.Benchmarks.Refresh;

/// <summary>The people, as ASP.NET Core Identity wants them: found by id or name, with a password and a security stamp.</summary>
internal sealed class MemoryUsers(IPasswordHasher<IdentityUser> hasher) : IUserPasswordStore<IdentityUser>, IUserSecurityStampStore<IdentityUser>
{
    public const string Password = "Correct-horse-1";

    private static readonly ConcurrentDictionary<string, IdentityUser> All = new(StringComparer.Ordinal);

    public Task<IdentityUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(Find(userId));

    public Task<IdentityUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(Find(normalizedUserName.ToLowerInvariant()));

    public Task<string> GetUserIdAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

    public Task<string?> GetPasswordHashAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<string?> GetSecurityStampAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.SecurityStamp);

    public Task SetUserNameAsync(IdentityUser user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(IdentityUser user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetPasswordHashAsync(IdentityUser user, string? passwordHash, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetSecurityStampAsync(IdentityUser user, string stamp, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(IdentityUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private IdentityUser? Find(string id) => All.TryGetValue(id, out var known) ? known : People.Find(id) is null ? null : All.GetOrAdd(id, Make, hasher);

    private static IdentityUser Make(string id, IPasswordHasher<IdentityUser> hasher)
    {
        var user = new IdentityUser(id) { Id = id, NormalizedUserName = id.ToUpperInvariant(), SecurityStamp = Guid.NewGuid().ToString("N") };
        user.PasswordHash = hasher.HashPassword(user, Password);
        return user;
    }
}
