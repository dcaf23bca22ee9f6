using Bolt.Authentication;
using Bolt.Guards.Redirects;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>Users 2, 4, 6 …</summary>
public sealed class IsEven : IUserTest<AppUser>
{
    public bool Test(AppUser user) => int.Parse(user.Id, null) % 2 == 0;
}

public sealed class IsEvenLater : IAsyncUserTest<AppUser>
{
    public async ValueTask<bool> TestAsync(AppUser user, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return int.Parse(user.Id, null) % 2 == 0;
    }
}

public sealed class Throws : IUserTest<AppUser>
{
    public bool Test(AppUser user) => throw new InvalidOperationException("the test is broken");
}

/// <summary>What a guard that wants a recent login asks.</summary>
[RequiresIdentity, RedirectsToLogin]
public sealed class WantsRecentLogin : Guard
{
    private static readonly LoginDemand Again = new(null, "the login is too old") { MaximumAge = 600 };

    public override GuardResult Evaluate(GuardContext context) => GuardResult.SignIn(Again);
}

/// <summary>A backend with a login page, and nobody signed in.</summary>
public sealed class PageBackend(string url, string? parameter) : IAuthenticationBackend, ILoginPage
{
    public PageBackend()
        : this("/account/sign-in?kind=1&Back=old#form", "back")
    {
    }

    public string Name => "page";

    string ILoginPage.LoginUrl => url;

    string? ILoginPage.ReturnUrlParameter => parameter;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(AuthenticationOutcome.NoCredentials);
}

/// <summary>Every guard that redirects, for every method.</summary>
[BoltGroup("/sign", Auth = [typeof(JwtAuthentication)])]
public static class SignIns
{
    [BoltRoute("/login", Guards = [typeof(LoginRequired)])]
    public static void Login(Calls calls) => calls.Count("signed");

    [BoltRoute("/permission"), PermissionRequired("a.b")]
    public static void Permission(Calls calls) => calls.Count("signed");

    [BoltRoute("/permissions"), PermissionRequired("a.b", "c.d")]
    public static void Permissions(Calls calls) => calls.Count("signed");

    [BoltRoute("/permission-403"), PermissionRequired("a.b", RaiseException = true)]
    public static void Raise(Calls calls) => calls.Count("signed");

    [BoltRoute("/test", Guards = [typeof(UserPassesTest<IsEven>)])]
    public static void Test(Calls calls) => calls.Count("signed");

    [BoltRoute("/test-later"), UserPassesTest<IsEvenLater>]
    public static void TestLater(Calls calls) => calls.Count("signed");

    [BoltRoute("/test-403"), UserPassesTest<IsEven>(RaiseException = true)]
    public static void RaiseTest(Calls calls) => calls.Count("signed");

    [BoltRoute("/recent"), WantsRecentLogin]
    public static void Recent(Calls calls) => calls.Count("signed");

    [BoltRoute("/stacked"), LoginRequired, PermissionRequired("a.b", RaiseException = true)]
    public static void Stacked(Calls calls) => calls.Count("signed");

    [BoltRoute("/both"), LoginRequired, PermissionRequired("a.b")]
    public static void Both(Calls calls) => calls.Count("signed");

    [BoltRoute("/both-otherwise"), PermissionRequired("a.b"), LoginRequired]
    public static void BothOtherwise(Calls calls) => calls.Count("signed");

    [BoltGet("/user"), UserPassesTest<IsEven>, UserPassesTest<IsEvenLater>]
    public static string User([CurrentUser] AppUser user) => user.Username;

    [BoltGet("/broken"), UserPassesTest<Throws>]
    public static void Broken(Calls calls) => calls.Count("signed");

    [BoltGet("/any/{**rest}"), LoginRequired]
    public static string Any() => "any";

    [BoltGet("/named"), LoginRequired(LoginUrl = "/søk?q=1&next=/old&a=b#f")]
    public static string Named() => "named";

    [BoltGet("/own"), PermissionRequired("a.b", LoginUrl = "/sign/own?x=1")]
    public static string Own() => "own";

    [BoltGet("/page", Auth = [typeof(JwtAuthentication), typeof(PageBackend)]), LoginRequired]
    public static string Page() => "page";

    [BoltGet("/page-named", Auth = [typeof(PageBackend)]), LoginRequired(LoginUrl = "/in")]
    public static string PageNamed() => "page";

    [BoltGet("/store", Auth = [typeof(ScriptedA)]), LoginRequired]
    public static string Store() => "store";

    /// <summary>A login page that sends the visitor on.</summary>
    [BoltGet("/on", Auth = [], Guards = [typeof(AllowAny)])]
    public static IResult On(string? next) => Results.Redirect(LocalUrl.OrDefault(next, "/home"));
}
