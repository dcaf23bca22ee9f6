using Microsoft.AspNetCore.Antiforgery;

namespace Clean.Pages;

/// <summary>A site with pages: guards that redirect, and a login.</summary>
public sealed record Member(string Id, string Username, bool IsStaff, bool IsSuperuser, int Age) : IBoltUser;

public sealed class IsAdult : IUserTest<Member>
{
    public bool Test(Member user) => user.Age >= 18;
}

public sealed class HasPaid : IAsyncUserTest<Member>
{
    public async ValueTask<bool> TestAsync(Member user, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return user.Age > 0;
    }
}

[BoltGroup("/pages", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(LoginRequired)])]
public static class Site
{
    [BoltGet("/dashboard")]
    public static string Dashboard(AuthContext auth) => auth.UserId;

    [BoltGet("/reports/{name}"), PermissionRequired("reports.read")]
    public static string Report(string name, AuthContext auth) => name + auth.UserId;

    [BoltPost("/reports"), PermissionRequired("reports.read", "reports.write", RaiseException = true, LoginUrl = "/login?kind=staff")]
    public static string Write(AuthContext auth) => auth.UserId;

    [BoltGet("/wine"), UserPassesTest<IsAdult>(LoginUrl = "/log-in/#form")]
    public static string Wine() => "wine";

    [BoltGet("/paid", Guards = [typeof(UserPassesTest<HasPaid>)])]
    public static string Paid() => "paid";

    [BoltPost("/logout")]
    public static Task Out(HttpContext http) => http.LogoutAsync();
}

[BoltGroup("/account")]
public static class Door
{
    [BoltGet("/login", Guards = [typeof(AllowAny)])]
    public static string Form(string? next) => LocalUrl.OrDefault(next, "/");

    [BoltPost("/login", Guards = [typeof(AllowAny)])]
    public static async Task<IResult> In(HttpContext http, string name, string? next)
    {
        await http.LoginAsync(new Member(name, name, false, false, 20));
        return Results.LocalRedirect(LocalUrl.OrDefault(next, "/"));
    }

    /// <summary>The provider's answer, which its state proves.</summary>
    [BoltGet("/callback", Guards = [typeof(AllowAny)])]
    [RequireAntiforgeryToken(false)]
    public static Task Callback(HttpContext http, string state) => http.LoginAsync(new Member(state, state, false, false, 20));
}

/// <summary>Visitors, known or not: the session is the caller's, no matter who that is.</summary>
[BoltGroup("/visitors", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
public static class Visitors
{
    [BoltPost("/preferences")]
    public static async Task<int> Save(BoltSession session, string theme = "light")
    {
        var visits = await session.GetAsync("visits", 0) + 1;
        await session.SetAsync("visits", visits);
        await session.SetAsync("theme", theme);
        return visits;
    }

    [BoltGet("/basket/{item}")]
    public static async Task<string> Item(string item, BoltSession session, CancellationToken cancellation) => await session.GetAsync(item, "none", cancellation);

    [BoltGet("/page")]
    public static string Page([AsParameters] Visit visit) => visit.Session.SessionKey ?? visit.Name;

    public sealed record Visit(BoltSession Session, string Name);
}
