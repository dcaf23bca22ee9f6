using Microsoft.AspNetCore.Http;

namespace Bolt.Redis.Tests;

/// <summary>A browser's way through a site: signed in, with another key, out.</summary>
[BoltGroup("/session", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
public static class SessionRoutes
{
    [BoltPost("/login")]
    public static Task Login(HttpContext http) => http.LoginAsync(new Ada(), new LoginOptions { Method = "password" });

    [BoltPost("/cycle")]
    public static async Task Cycle(BoltSession session) => await session.CycleKeyAsync();

    [BoltPost("/refresh")]
    public static Task Refresh(HttpContext http) => http.RefreshLoginAsync(new Ada());

    [BoltPost("/logout")]
    public static Task Logout(HttpContext http) => http.LogoutAsync();

    [BoltPost("/put/{value}")]
    public static async Task Put(string value, BoltSession session) => await session.SetAsync("value", value);

    [BoltGet("/me")]
    public static async Task<string> Me(AuthContext? auth, BoltSession session) => $"{auth?.UserId ?? "nobody"} {await session.GetAsync("value", "none")}";
}
