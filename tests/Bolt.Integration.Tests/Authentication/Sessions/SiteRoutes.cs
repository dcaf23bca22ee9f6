using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Integration.Tests;

public sealed class IsFirst : IUserTest<Member>
{
    public bool Test(Member user) => user.Id == "1";
}

public sealed class IsFirstLater : IAsyncUserTest<Member>
{
    public async ValueTask<bool> TestAsync(Member user, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return user.Id == "1";
    }
}

public sealed class IsAnyone : IUserTest<Member>
{
    public bool Test(Member user) => true;
}

/// <summary>A site as an application writes it: pages behind guards that redirect.</summary>
[BoltGroup("/site", Auth = [typeof(SessionAuthentication)], Guards = [typeof(LoginRequired)])]
public static class SiteRoutes
{
    [BoltRoute("/page")]
    public static string Page(AuthContext auth) => "page of " + auth.UserId;

    [BoltGet("/later")]
    public static async Task<string> Later(AuthContext auth)
    {
        await Task.Yield();
        return "page of " + auth.UserId;
    }

    [BoltGet("/any/{**rest}")]
    public static string Any(string? rest) => "any " + rest;

    [BoltGet("/own", InheritGuards = false), LoginRequired(LoginUrl = "/own-login")]
    public static string Own() => "own";

    [BoltGet("/own-later", InheritGuards = false), LoginRequired(LoginUrl = "/own-login")]
    public static Task<string> OwnLater() => Task.FromResult("own");

    /// <summary>A login page behind its own guard.</summary>
    [BoltGet("/closed-login")]
    public static string Closed() => "closed";

    [BoltPost("/logout")]
    public static async Task<IResult> Logout(HttpContext http)
    {
        await http.LogoutAsync();
        return Results.Redirect("/");
    }
}

/// <summary>Every guard that redirects, for every method, behind sessions.</summary>
[BoltGroup("/member", Auth = [typeof(SessionAuthentication)])]
public static class MemberRoutes
{
    [BoltRoute("/login", Guards = [typeof(LoginRequired)])]
    public static void Login(Calls calls) => calls.Count("member");

    [BoltRoute("/permission"), PermissionRequired("a.b")]
    public static void Permission(Calls calls) => calls.Count("member");

    [BoltRoute("/permissions"), PermissionRequired("a.b", "c.d")]
    public static async Task Permissions(Calls calls)
    {
        await Task.Yield();
        calls.Count("member");
    }

    [BoltRoute("/permission-403"), PermissionRequired("a.b", RaiseException = true)]
    public static void Raise(Calls calls) => calls.Count("member");

    [BoltRoute("/test", Guards = [typeof(UserPassesTest<IsFirst>)])]
    public static void Test(Calls calls) => calls.Count("member");

    [BoltRoute("/test-later"), UserPassesTest<IsFirstLater>]
    public static async Task TestLater(Calls calls)
    {
        await Task.Yield();
        calls.Count("member");
    }

    [BoltRoute("/test-403"), UserPassesTest<IsFirst>(RaiseException = true)]
    public static void RaiseTest(Calls calls) => calls.Count("member");

    [BoltRoute("/stacked"), LoginRequired, PermissionRequired("a.b", RaiseException = true)]
    public static void Stacked(Calls calls) => calls.Count("member");

    [BoltRoute("/stacked-otherwise"), PermissionRequired("a.b", RaiseException = true), LoginRequired]
    public static void StackedOtherwise(Calls calls) => calls.Count("member");

    [BoltGet("/one-name"), PermissionRequired("a.b,c.d")]
    public static string OneName() => "one";

    [BoltGet("/anyone"), UserPassesTest<IsAnyone>]
    public static string Anyone() => "anyone";

    [BoltGet("/test-own"), UserPassesTest<IsFirst>(LoginUrl = "/own-login")]
    public static string TestOwn() => "own";
}

/// <summary>A login page, as the guide shows it.</summary>
[BoltGroup("/site-login", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
public static class SiteLogin
{
    /// <summary>Known visitors are sent on only where nobody sent them here.</summary>
    [BoltGet("")]
    public static IResult Form(AuthContext? auth, string? next) => auth is not null && next is null
        ? Results.Redirect("/site/page")
        : Results.Content(auth is null ? "<form>" : "<form> another account", "text/html");

    [BoltPost("")]
    public static async Task<IResult> SignIn(
        HttpContext http, Members members, [FromForm] string id, [FromForm(Name = "next")] string? inForm, [FromQuery(Name = "next")] string? inQuery, [FromQuery] string fallback = "/site/page")
    {
        await http.LoginAsync(members.All[id]);
        return Results.Redirect(LocalUrl.OrDefault(inForm ?? inQuery, fallback));
    }

    /// <summary>Signs out and sends to the login page, or to what the request names.</summary>
    [BoltPost("/out")]
    public static async Task<IResult> SignOut(HttpContext http, string? next, string? goTo, string fallback = "/site-login")
    {
        await http.LogoutAsync();
        return Results.Redirect(LocalUrl.OrDefault(next ?? goTo, fallback));
    }
}

/// <summary>Tokens and sessions on one route, in both orders.</summary>
public static class MixedRoutes
{
    [BoltRoute("/mixed/token-first", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)]), LoginRequired]
    public static string TokenFirst(AuthContext auth) => $"{auth.Backend} {auth.UserId}";

    [BoltRoute("/mixed/session-first", Auth = [typeof(SessionAuthentication), typeof(JwtAuthentication)]), LoginRequired]
    public static string SessionFirst(AuthContext auth) => $"{auth.Backend} {auth.UserId}";

    [BoltGet("/mixed/admin-first", Auth = [typeof(AdminSession), typeof(SessionAuthentication)]), LoginRequired]
    public static string AdminFirst(AuthContext auth) => $"{auth.Backend} {auth.UserId}";

    [BoltGet("/mixed/admin", Auth = [typeof(AdminSession)]), LoginRequired]
    public static string Admin(AuthContext auth) => $"{auth.Backend} {auth.UserId}";

    [BoltPost("/mixed/admin-login", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
    public static Task AdminLogin(HttpContext http, Members members) => http.LoginAsync<AdminSession>(members.All["staff"]);

    [BoltPost("/mixed/admin-logout", Auth = [typeof(AdminSession)], Guards = [typeof(AllowAny)])]
    public static Task AdminLogout(HttpContext http) => http.LogoutAsync();
}
