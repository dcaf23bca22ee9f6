using System;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>
/// Passes when the caller signed in no longer ago than that: for what asks for the password again. Otherwise, and where it is not known when, a page is sent to the login page with
/// 302, and everything else gets 401 with <c>error="insufficient_user_authentication"</c> (RFC 9470 §3).
/// </summary>
[RequiresIdentity, RedirectsToLogin]
public sealed class RecentLogin : Guard
{
    private LoginDemand _signIn = Demand(null, 10);

    /// <summary>How long a login counts as recent, in minutes; 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int Minutes
    {
        get => _signIn.MaximumAge!.Value / 60;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _signIn = Demand(_signIn.LoginUrl, value);
        }
    }

    /// <inheritdoc cref="LoginRequired.LoginUrl" />
    public string? LoginUrl
    {
        get => _signIn.LoginUrl;
        set => _signIn = Demand(LoginDemand.Checked(value), Minutes);
    }

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth?.AuthenticatedAt is { } at && context.Time.GetUtcNow() - at <= TimeSpan.FromMinutes(Minutes) ? GuardResult.Allow : GuardResult.SignIn(_signIn);

    private static LoginDemand Demand(string? loginUrl, int minutes) => new(loginUrl, "the login is not recent") { MaximumAge = checked(minutes * 60) };
}
