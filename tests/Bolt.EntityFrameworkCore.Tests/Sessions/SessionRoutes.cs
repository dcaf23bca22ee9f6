using Microsoft.AspNetCore.Http;

namespace Bolt.EntityFrameworkCore.Tests;

public static class SessionRoutes
{
    [BoltPost("/session/login", Guards = [typeof(AllowAny)])]
    public static Task Login(HttpContext http) => http.LoginAsync(new Caller("alice"));

    /// <summary>Into the caller's session, where there is one: it gets another key.</summary>
    [BoltPost("/session/login-again", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Task LoginAgain(HttpContext http) => http.LoginAsync(new Caller("alice"));

    [BoltPost("/session/cycle", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task Cycle(BoltSession session) => await session.CycleKeyAsync();

    [BoltPost("/session/refresh", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Task Refresh(HttpContext http) => http.RefreshLoginAsync(new Caller("alice"));

    [BoltGet("/session/me", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Me(AuthContext auth) => auth.UserId;

    [BoltPost("/session/put/{value}", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task Put(string value, BoltSession session) => await session.SetAsync("value", value);

    [BoltGet("/session/value", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<string> Value(BoltSession session) => await session.GetAsync<string>("value") ?? "none";

    [BoltPost("/session/add/{name}", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task Add(string name, BoltSession session) => await session.SetAsync(name, "1");

    [BoltGet("/session/count", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<int> Count(BoltSession session)
    {
        var count = 0;
        for (var i = 0; i < 12; i++)
        {
            count += await session.GetAsync<string>("n" + i) is null ? 0 : 1;
        }

        return count;
    }
}
