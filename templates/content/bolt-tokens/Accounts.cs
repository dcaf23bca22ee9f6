using System.Collections.Concurrent;
using Bolt;
using Microsoft.AspNetCore.Identity;

namespace Company.App;

public sealed record Account(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser
{
    public IReadOnlyList<string> Permissions { get; init; } = [];
}

/// <summary>Who may sign in. In memory, and empty at first: put your table of users in its place.</summary>
public sealed class Accounts
{
    private static readonly PasswordHasher<string> Hasher = new();

    /// <summary>Checked where there is no such user, so that a response takes as long either way (CWE-208).</summary>
    private static readonly string AnyHash = Hasher.HashPassword("", Guid.NewGuid().ToString());

    private readonly ConcurrentDictionary<string, (Account Account, string Hash)> _byName = new(StringComparer.Ordinal);

    public void Add(Account account, string password) => _byName[account.Username] = (account, Hasher.HashPassword(account.Username, password));

    public Account? Find(string id) => _byName.Values.FirstOrDefault(a => a.Account.Id == id).Account;

    public Account? Verify(string username, string password)
    {
        var isKnown = _byName.TryGetValue(username, out var found);
        var isVerified = Hasher.VerifyHashedPassword(username, isKnown ? found.Hash : AnyHash, password) != PasswordVerificationResult.Failed;
        return isKnown && isVerified ? found.Account : null;
    }
}

/// <summary>Finds the user whom a token names.</summary>
public sealed class AccountLoader(Accounts accounts) : IUserLoader<Account>
{
    public ValueTask<Account?> FindAsync(string userId, CancellationToken cancellationToken) => new(accounts.Find(userId));
}

/// <summary>What a token says besides the user's id: at the sign-in, and again at every refresh.</summary>
public sealed class AccountClaims : ITokenClaims<Account>
{
    public ValueTask AddAsync(Account user, IDictionary<string, object?> claims, CancellationToken cancellationToken)
    {
        claims["permissions"] = user.Permissions;
        return default;
    }
}
