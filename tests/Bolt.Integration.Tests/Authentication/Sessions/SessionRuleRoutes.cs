using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bolt.Integration.Tests;

/// <summary>Routes that come as near to a rule of sessions as a handler can.</summary>
[BoltGroup("/session/r", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
public static class SessionRuleRoutes
{
    /// <summary>Who the request is afterwards.</summary>
    [BoltPost("/refresh/{id}")]
    public static async Task<string> Refresh(HttpContext http, Members members, string id, bool endOthers = true)
    {
        await http.RefreshLoginAsync(members.All[id], endOthers);
        return $"{http.GetAuthContext()?.UserId} {http.GetAuthContext()?.IsStaff}";
    }

    [BoltPost("/token-logout", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static Task TokenLogout(HttpContext http) => http.LogoutAsync();

    [BoltPost("/token-flush", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static async Task TokenFlush(HttpContext http) => await http.GetBoltSession().FlushAsync();

    [BoltPost("/token-cycle", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static async Task TokenCycle(HttpContext http) => await http.GetBoltSession().CycleKeyAsync();

    [BoltPost("/token-pop", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static async Task<string?> TokenPop(BoltSession session) => await session.PopAsync<string>("a");

    [BoltPost("/token-set", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static async Task TokenSet(BoltSession session) => await session.SetAsync("b", 1);

    /// <summary>What is set before a login and after it.</summary>
    [BoltPost("/set-login-set/{id}", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static async Task SetLoginSet(HttpContext http, Members members, string id, bool before = false)
    {
        if (before)
        {
            await http.GetBoltSession().SetAsync("before", 1);
        }

        await http.LoginAsync(members.All[id]);
        await http.GetBoltSession().SetAsync("after", 1);
    }

    /// <summary>Goes on where the login was refused.</summary>
    [BoltPost("/caught-login/{id}")]
    public static async Task<string> CaughtLogin(HttpContext http, Members members, string id)
    {
        var said = "signed in";
        try
        {
            await http.LoginAsync(members.All[id]);
        }
        catch (BoltRefusedException e)
        {
            said = $"{e.StatusCode}";
        }

        await http.GetBoltSession().SetAsync("caught", 1);
        return said;
    }

    [BoltGet("/token-read", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static async Task<string> TokenRead(BoltSession session) =>
        $"{await session.GetAsync("a", "nothing")} {(await session.KeysAsync()).Count} {(await session.ItemsAsync()).Count} {await session.IsAliveAsync()}";

    /// <summary>Matched for every method: what the request says counts.</summary>
    [BoltRoute("/any/set")]
    public static async Task AnySet(HttpContext http) => await http.GetBoltSession().SetAsync("any", 1);

    [BoltRoute("/any/login")]
    public static Task AnyLogin(HttpContext http, Members members) => http.LoginAsync(members.All["2"]);

    /// <summary>The client goes away, and the handler goes on.</summary>
    [BoltPost("/leave/{what}")]
    public static async Task Leave(HttpContext http, Members members, string what)
    {
        var session = http.GetBoltSession();
        await session.KeysAsync();
        using var left = new CancellationTokenSource();
        http.RequestAborted = left.Token;
        await left.CancelAsync();
        switch (what)
        {
            case "set":
                await session.SetAsync("left", 1);
                break;
            case "commit":
                await session.SetAsync("left", 1);
                await session.CommitAsync();
                break;
            case "cycle":
                await session.CycleKeyAsync();
                break;
            case "refresh":
                await http.RefreshLoginAsync(members.All["1"]);
                break;
            case "flush":
                await session.FlushAsync();
                break;
            case "login":
                await http.LoginAsync(members.All["1"]);
                break;
            default:
                await http.LogoutAsync();
                break;
        }
    }

    /// <summary>What setting a value of a name so long comes to.</summary>
    [BoltPost("/name/{length:int}")]
    public static async Task<string> Name(BoltSession session, int length)
    {
        try
        {
            await session.SetAsync(new string('n', length), 1);
            return "set";
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    [BoltPost("/nested")]
    public static async Task<Results<Ok<string>, NotFound>> Nested(BoltSession session, bool exists = true)
    {
        await session.SetAsync("nested", 1);
        // A body: the response starts with it, and it is too late for another status then.
        return exists ? TypedResults.Ok("nested") : TypedResults.NotFound();
    }

    /// <summary>What a request has set is there for it to pop, once.</summary>
    [BoltPost("/set-pop")]
    public static async Task<string> SetPop(BoltSession session)
    {
        await session.SetAsync("popped", "set");
        return $"{await session.PopAsync<string>("popped")} {await session.PopAsync<string>("popped") ?? "null"}";
    }

    /// <summary>What is left of a value that was popped.</summary>
    [BoltPost("/pop-read/{key}")]
    public static async Task<string> PopRead(BoltSession session, string key) =>
        $"{await session.PopAsync<string>(key)} {await session.GetAsync(key, "gone")} {(await session.KeysAsync()).Count}";

    [BoltPost("/fill/{values:int}/{size:int}")]
    public static async Task Fill(BoltSession session, int values, int size)
    {
        for (var i = 0; i < values; i++)
        {
            await session.SetAsync("v" + i, new string('x', size));
        }
    }

    [BoltPost("/set-logout")]
    public static async Task SetLogout(HttpContext http)
    {
        await http.GetBoltSession().SetAsync("mine", 1);
        await http.LogoutAsync();
    }

    /// <summary>An identity provider's page posts here.</summary>
    [BoltPost("/form-post")]
#pragma warning disable BOLT1009 // protected by what the provider signs
    [RequireAntiforgeryToken(false)]
#pragma warning restore BOLT1009
    public static async Task FormPost(HttpContext http, Members members)
    {
        await http.GetBoltSession().SetAsync("provider", "x");
        await http.LoginAsync(members.All["1"]);
    }

    [BoltGet("/public", Auth = [])]
    public static string Public() => "public";

    [BoltGet("/token-only", Auth = [typeof(JwtAuthentication)])]
    public static string TokenOnly(AuthContext? auth) => auth?.UserId ?? "nobody";

    [BoltPost("/many")]
    public static async Task Many(BoltSession session)
    {
        for (var i = 0; i < 5; i++)
        {
            await session.SetAsync("many" + i, i);
        }
    }

    // No backend, so that no caller is of one session and not of the other.
    [BoltPost("/admin-login", Auth = [])]
    public static Task AdminLogin(HttpContext http, Members members) => http.LoginAsync<AdminSession>(members.All["staff"]);

    [BoltPost("/admin-logout", Auth = [])]
    public static Task AdminLogout(HttpContext http) => http.LogoutAsync<AdminSession>();

    [BoltPost("/admin-refresh", Auth = [])]
    public static Task AdminRefresh(HttpContext http, Members members) => http.RefreshLoginAsync<AdminSession>(members.All["staff"]);

    [BoltPost("/admin-set/{value}", Auth = [])]
    public static async Task AdminSet(HttpContext http, string value) => await http.GetBoltSession<AdminSession>().SetAsync("who", value);

    [BoltGet("/who", Auth = [])]
    public static async Task<string> Who(HttpContext http) => $"{await http.GetBoltSession().GetAsync("who", "-")} {await http.GetBoltSession<AdminSession>().GetAsync("who", "-")}";

    [BoltRoute("/recent", Auth = [typeof(SessionAuthentication), typeof(JwtAuthentication)]), RecentLogin]
    public static void Recent(Calls calls) => calls.Count("recent");

    [BoltGet("/recent/own"), RecentLogin(Minutes = 1, LoginUrl = "/again")]
    public static string RecentOwn() => "recent";
}
