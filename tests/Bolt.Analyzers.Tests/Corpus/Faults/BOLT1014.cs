using Microsoft.AspNetCore.Antiforgery;

namespace Faults.BOLT1014;

public sealed record User(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;

public static class F1
{
    [BoltGet("/f1", Guards = [typeof(AllowAny)])]
    public static Task Out(HttpContext http) => http.LogoutAsync(); // ! BOLT1014
}

public static class F2
{
    [BoltGet("/f2", Guards = [typeof(AllowAny)])]
    public static async Task<string> In(HttpContext http, string name)
    {
        await http.LoginAsync(new User(name, name, false, false)); // ! BOLT1014
        return name;
    }
}

public static class F3
{
    [BoltHead("/f3", Guards = [typeof(AllowAny)])]
    [RequireAntiforgeryToken]
    public static async Task Out(HttpContext http)
    {
        await BoltLoginExtensions.LogoutAsync(http).ConfigureAwait(false); // ! BOLT1014
    }
}

public sealed class F4(IHttpContextAccessor accessor)
{
    [BoltRoute("/f4", "get", "HEAD", Guards = [typeof(AllowAny)])]
    public async Task Out()
    {
        if (accessor.HttpContext is { } http)
        {
            await http.LogoutAsync(); // ! BOLT1014
        }
    }
}

[BoltGroup("/f5", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public static class F5
{
    [BoltGet("/a"), BoltGet("/b")]
    public static async Task Out(HttpContext http)
    {
        await Leave();

        Task Leave() => http.LogoutAsync(); // ! BOLT1014
    }

    /// <summary>May have looked at the method.</summary>
    [BoltGet("/login"), BoltPost("/login")]
    public static async Task In(HttpContext http, AuthContext auth)
    {
        if (HttpMethods.IsPost(http.Request.Method))
        {
            await http.LoginAsync(new User(auth.UserId, auth.UserId, false, false));
        }
    }

    /// <summary>Proves the request itself.</summary>
    [BoltGet("/callback"), RequireAntiforgeryToken(false)]
    public static Task Callback(HttpContext http, AuthContext auth) => http.LoginAsync(new User(auth.UserId, auth.UserId, false, false));
}

//// dll
public abstract class Logins
{
    [BoltGet("/out"), AllowAny]
    public Task Out(HttpContext http) => http.LogoutAsync(); // ! BOLT1014
}

[BoltGroup("/a")]
public sealed class A : Logins;
