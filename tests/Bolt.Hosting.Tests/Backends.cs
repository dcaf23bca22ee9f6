using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;

namespace Bolt.Hosting.Tests;

public sealed class SiteCookie : CookieSchemeAuthentication;

public sealed class IdentityCookie : CookieSchemeAuthentication;

public sealed class ClientCertificate : CookieSchemeAuthentication;

/// <summary>Not as the documentation says, to see the challenge of a scheme that has none.</summary>
public sealed class MachineCertificate : SchemeAuthentication;

public sealed class PartnerTokens : SchemeAuthentication;

/// <summary>Forwards to Bolt's own schemes, this backend's among them.</summary>
public sealed class Forwarding : SchemeAuthentication;

public sealed class Person(string id)
{
    public string Id => id;
}

public sealed class People : IUserLoader<Person>
{
    public ValueTask<Person?> FindAsync(string userId, CancellationToken cancellationToken) => new(userId == "gone" ? null : new Person(userId));
}

/// <summary>Hides what is there from all but administrators.</summary>
public sealed class Hidden : Guard
{
    public override GuardResult Evaluate(GuardContext context) => context.Auth is { IsSuperuser: true } ? GuardResult.Allow : GuardResult.NotFound;
}

[Authorize(AuthenticationSchemes = "jwt")]
public sealed class WhoHub : Hub
{
    public string Who() => $"{Context.UserIdentifier}/{Context.GetHttpContext()?.GetAuthContext()?.UserId}";

    public Task Greet(string user) => Clients.User(user).SendAsync("greeting", "hello " + user, Context.ConnectionAborted);
}

/// <summary>ASP.NET Core Identity's users, in memory.</summary>
public sealed class Store : IUserPasswordStore<IdentityUser>
{
    private readonly Dictionary<string, IdentityUser> _users = [];

    public Task<IdentityResult> CreateAsync(IdentityUser user, CancellationToken cancellationToken)
    {
        _users.Add(user.Id, user);
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<IdentityResult> UpdateAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);

    public Task<IdentityResult> DeleteAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);

    public Task<IdentityUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(_users.GetValueOrDefault(userId));

    public Task<IdentityUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(_users.Values.FirstOrDefault(u => u.NormalizedUserName == normalizedUserName));

    public Task<string?> GetNormalizedUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

    public Task<string> GetUserIdAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public Task SetNormalizedUserNameAsync(IdentityUser user, string? normalizedName, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName = normalizedName);

    public Task SetUserNameAsync(IdentityUser user, string? userName, CancellationToken cancellationToken) => Task.FromResult(user.UserName = userName);

    public Task<string?> GetPasswordHashAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(IdentityUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(IdentityUser user, string? passwordHash, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash = passwordHash);

    public void Dispose()
    {
    }
}
