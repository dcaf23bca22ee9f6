using System;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>
/// Passes when a backend accepted the request. Otherwise a page is sent to the login page with 302, and everything else (<c>fetch</c>, JSON) gets 401, never HTML.
/// </summary>
/// <remarks>
/// The login page learns where to go next from <c>?next=</c>, a path on this site (<see cref="LocalUrl"/>); not for requests other than <c>GET</c> and <c>HEAD</c>, which it could not repeat.
/// </remarks>
[RequiresIdentity(IdentityOnly = true), RedirectsToLogin]
public sealed class LoginRequired : Guard
{
    private LoginDemand _signIn = new(null, "not signed in");

    /// <summary>The page to sign in on: a path on this site, without the path base. By default that of the route's session backend, else <c>/login</c>.</summary>
    /// <exception cref="ArgumentException">The value is not a path on this site.</exception>
    public string? LoginUrl
    {
        get => _signIn.LoginUrl;
        set => _signIn = new LoginDemand(LoginDemand.Checked(value), "not signed in");
    }

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) => context.Auth is null ? GuardResult.SignIn(_signIn) : GuardResult.Allow;
}
