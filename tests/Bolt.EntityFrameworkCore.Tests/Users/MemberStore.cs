using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>A user of Identity with a number as key, as many programs have.</summary>
public sealed class Member : IdentityUser<int>
{
    public HashSet<string> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A store of Identity's that reads ids as Identity's own does: it throws for what is no number.</summary>
internal sealed class MemberStore : IUserPasswordStore<Member>, IUserSecurityStampStore<Member>, IUserLockoutStore<Member>, IUserEmailStore<Member>, IUserPhoneNumberStore<Member>, IUserRoleStore<Member>
{
    private readonly ConcurrentDictionary<int, Member> _all = new();

    public Exception? Failure { get; set; }

    public Task<IdentityResult> CreateAsync(Member user, CancellationToken cancellationToken)
    {
        _all[user.Id] = user;
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<IdentityResult> UpdateAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);

    public Task<IdentityResult> DeleteAsync(Member user, CancellationToken cancellationToken)
    {
        _all.TryRemove(user.Id, out _);
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<Member?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Failure is { } failure ? throw failure : Task.FromResult(_all.GetValueOrDefault(int.Parse(userId, CultureInfo.InvariantCulture)));

    public Task<Member?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult(_all.Values.FirstOrDefault(m => m.NormalizedUserName == normalizedUserName));

    public Task<Member?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) => Task.FromResult(_all.Values.FirstOrDefault(m => m.NormalizedEmail == normalizedEmail));

    public Task<string> GetUserIdAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public Task SetUserNameAsync(Member user, string? userName, CancellationToken cancellationToken) => Set(() => user.UserName = userName);

    public Task<string?> GetNormalizedUserNameAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(Member user, string? normalizedName, CancellationToken cancellationToken) => Set(() => user.NormalizedUserName = normalizedName);

    public Task SetPasswordHashAsync(Member user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Member user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(Member user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockoutEnd = lockoutEnd);

    public Task<int> IncrementAccessFailedCountAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(Member user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnabled);

    public Task SetLockoutEnabledAsync(Member user, bool enabled, CancellationToken cancellationToken) => Set(() => user.LockoutEnabled = enabled);

    public Task SetEmailAsync(Member user, string? email, CancellationToken cancellationToken) => Set(() => user.Email = email);

    public Task<string?> GetEmailAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.Email);

    public Task<bool> GetEmailConfirmedAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.EmailConfirmed);

    public Task SetEmailConfirmedAsync(Member user, bool confirmed, CancellationToken cancellationToken) => Set(() => user.EmailConfirmed = confirmed);

    public Task<string?> GetNormalizedEmailAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(Member user, string? normalizedEmail, CancellationToken cancellationToken) => Set(() => user.NormalizedEmail = normalizedEmail);

    public Task SetPhoneNumberAsync(Member user, string? phoneNumber, CancellationToken cancellationToken) => Set(() => user.PhoneNumber = phoneNumber);

    public Task<string?> GetPhoneNumberAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.PhoneNumber);

    public Task<bool> GetPhoneNumberConfirmedAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.PhoneNumberConfirmed);

    public Task SetPhoneNumberConfirmedAsync(Member user, bool confirmed, CancellationToken cancellationToken) => Set(() => user.PhoneNumberConfirmed = confirmed);

    public Task AddToRoleAsync(Member user, string roleName, CancellationToken cancellationToken) => Set(() => user.Roles.Add(roleName));

    public Task RemoveFromRoleAsync(Member user, string roleName, CancellationToken cancellationToken) => Set(() => user.Roles.Remove(roleName));

    public Task<IList<string>> GetRolesAsync(Member user, CancellationToken cancellationToken) => Task.FromResult<IList<string>>([.. user.Roles]);

    public Task<bool> IsInRoleAsync(Member user, string roleName, CancellationToken cancellationToken) => Task.FromResult(user.Roles.Contains(roleName));

    public Task<IList<Member>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken) => Task.FromResult<IList<Member>>([.. _all.Values.Where(m => m.Roles.Contains(roleName))]);

    public void Dispose()
    {
    }

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
