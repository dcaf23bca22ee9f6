using System;
using System.Threading.Tasks;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>
/// Passes when the caller's user passes a test of yours. Otherwise a page is sent to the login page with 302, also for a known caller, who may have another account; everything else
/// (<c>fetch</c>, JSON) gets 401 without a user, else 403, never HTML.
/// </summary>
/// <remarks>
/// The user is the handler's <see cref="CurrentUser{TUser}"/>: loaded once per request. The login page gets <c>?next=</c> as with <see cref="LoginRequired"/>. It must not send known visitors on to it
/// at once: they would be sent back.
/// </remarks>
/// <typeparam name="TTest">The test; one instance serves all requests.</typeparam>
[RequiresIdentity, RedirectsToLogin]
public sealed class UserPassesTest<TTest> : AsyncGuard
    where TTest : IUserTest, new()
{
    private const string Failed = "the user does not pass the test";
    private readonly IUserTest _test = new TTest();
    private LoginDemand _signIn = new(null, Failed);
    private LoginDemand _noUser = new(null, Failed) { IsUserGone = true };

    /// <summary>403 for everybody who does not pass, instead of the login page.</summary>
    public bool RaiseException { get; set; }

    /// <inheritdoc cref="LoginRequired.LoginUrl" />
    public string? LoginUrl
    {
        get => _signIn.LoginUrl;
        set
        {
            _signIn = new LoginDemand(LoginDemand.Checked(value), Failed);
            _noUser = new LoginDemand(value, Failed) { IsUserGone = true };
        }
    }

    /// <inheritdoc />
    public override ValueTask<GuardResult> EvaluateAsync(GuardContext context)
    {
        if (context.Auth is null)
        {
            return new(Result(UserTestOutcome.NoUser));
        }

        var asking = _test.AskAsync(context);
        return asking.IsCompletedSuccessfully ? new(Result(asking.Result)) : Wait(asking);
    }

    private async ValueTask<GuardResult> Wait(ValueTask<UserTestOutcome> asking) => Result(await asking.ConfigureAwait(false));

    private GuardResult Result(UserTestOutcome outcome) =>
        outcome == UserTestOutcome.Passed ? GuardResult.Allow
        : RaiseException ? GuardResult.Forbidden(Failed)
        : GuardResult.SignIn(outcome == UserTestOutcome.NoUser ? _noUser : _signIn);
}
