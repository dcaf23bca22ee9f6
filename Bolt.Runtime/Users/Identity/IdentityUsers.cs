using System;
using System.Threading.Tasks;
using Bolt.Users.Identity;
using Microsoft.AspNetCore.Identity;

namespace Bolt;

/// <summary>ASP.NET Core Identity's users, for signing in. Registered by <c>AddIdentityUsers</c>, scoped to the request.</summary>
/// <typeparam name="TUser">Your user type, as <see cref="UserManager{TUser}"/> knows it.</typeparam>
public sealed class IdentityUsers<TUser>
    where TUser : class
{
    private readonly IdentityFacts<TUser> _facts;

    internal IdentityUsers(IdentityFacts<TUser> facts) => _facts = facts;

    /// <summary>
    /// The user as <see cref="JwtIssuer.CreateToken"/> and <c>LoginAsync</c> take it, or null where it may not sign in: it is locked out, or not confirmed as <see cref="SignInOptions"/> asks. Its password is
    /// not checked here. A token made of it carries the claim <c>stamp</c>, which ends it where the user is loaded once the security stamp has changed, as with a new password.
    /// </summary>
    /// <param name="user">The user.</param>
    public async ValueTask<IBoltUser?> ToBoltUserAsync(TUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return await _facts.MaySignInAsync(user).ConfigureAwait(false) ? await _facts.ReadAsync(user).ConfigureAwait(false) : null;
    }
}
