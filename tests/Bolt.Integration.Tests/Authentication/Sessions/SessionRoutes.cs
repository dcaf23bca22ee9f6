using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>A user with a password's stamp and permissions.</summary>
public sealed record Member(string Id, string SessionStamp) : IBoltUser, ISessionStamp, IUserPermissions
{
    public string Username => "name of " + Id;

    public bool IsStaff => Id == "staff";

    public bool IsSuperuser => false;

    public PermissionSet Permissions { get; init; } = PermissionSet.Empty;
}

/// <summary>The members, as a database would hold them.</summary>
public sealed class Members : IUserLoader<Member>
{
    public Dictionary<string, Member> All { get; } = new() { ["1"] = new("1", "a"), ["2"] = new("2", "a"), ["staff"] = new("staff", "a") };

    public bool IsDown { get; set; }

    public int Loads { get; private set; }

    public ValueTask<Member?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        Loads++;
        return IsDown ? throw new IOException("scripted: users are down") : new(All.GetValueOrDefault(userId));
    }
}

public sealed class AdminSession : SessionAuthentication;

/// <summary>Routes of a site with sessions.</summary>
[BoltGroup("/session", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
public static class SessionRoutes
{
    [BoltGet("/me")]
    public static string Me(AuthContext? auth) => auth is null ? "anonymous" : $"{auth.UserId} {auth.IsStaff} {auth.SessionId} {auth.AuthenticatedAt is not null} {auth.Backend}";

    [BoltGet("/guarded", Guards = [typeof(IsAuthenticated)])]
    public static string Guarded(AuthContext auth) => auth.UserId;

    [BoltPost("/guarded", Guards = [typeof(IsAuthenticated)])]
    public static string PostGuarded(AuthContext auth) => auth.UserId;

    [BoltGet("/user", Guards = [typeof(IsAuthenticated)])]
    public static string User([CurrentUser] Member user) => user.Username;

    [BoltRoute("/login/{id}", "GET", "POST")]
    public static async Task<string> Login(HttpContext http, Members members, string id, bool persistent = false)
    {
        var bound = CurrentUser<Member>.Of(http, http.GetAuthContext());
        await http.LoginAsync(members.All[id], new LoginOptions { Persistent = persistent, Method = "password" });
        return $"{http.User.Identity?.Name} {http.GetAuthContext()?.UserId} {(await bound.GetAsync())?.Id}";
    }

    [BoltPost("/login-null")]
    public static Task LoginNull(HttpContext http) => http.LoginAsync(null!);

    [BoltGet("/login-link/{id}")]
#pragma warning disable BOLT1009 // what the tests switch off
    [RequireAntiforgeryToken(false)]
#pragma warning restore BOLT1009
    public static Task LoginLink(HttpContext http, Members members, string id) => http.LoginAsync(members.All[id]);

    [BoltPost("/login-throw/{id}")]
    public static async Task<string> LoginThrow(HttpContext http, Members members, string id)
    {
        await http.LoginAsync(members.All[id]);
        await http.GetBoltSession().SetAsync("a", "lost");
        throw new InvalidOperationException("scripted");
    }

    [BoltRoute("/logout", "GET", "POST")]
    public static async Task<string> Logout(HttpContext http)
    {
        var bound = CurrentUser<Member>.Of(http, http.GetAuthContext());
        await http.LogoutAsync();
        return $"{http.User.Identity?.IsAuthenticated} {http.GetAuthContext() is null} {(await bound.GetAsync()) is null}";
    }

    [BoltPost("/password")]
    public static async Task Password(HttpContext http, Members members, string stamp)
    {
        var user = members.All["1"] = members.All["1"] with { SessionStamp = stamp };
        await http.RefreshLoginAsync(user);
    }

    [BoltPost("/set/{key}/{value}")]
    public static async Task<string> Set(HttpContext http, string key, string value)
    {
        await http.GetBoltSession().SetAsync(key, value);
        return "set";
    }

    [BoltGet("/get/{key}")]
    public static async Task<string> Get(HttpContext http, string key) => await http.GetBoltSession().GetAsync<string>(key) ?? "null";

    [BoltGet("/number/{key}")]
    public static async Task<string> Number(HttpContext http, string key) => (await http.GetBoltSession().GetAsync(key, 42)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [BoltPost("/pop/{key}")]
    public static async Task<string> Pop(HttpContext http, string key) => await http.GetBoltSession().PopAsync(key, "default");

    [BoltGet("/keys")]
    public static async Task<string> Keys(HttpContext http) => string.Join(' ', (await http.GetBoltSession().KeysAsync()).Order(StringComparer.Ordinal));

    [BoltGet("/items")]
    public static async Task<string> Items(HttpContext http) => string.Join(' ', (await http.GetBoltSession().ItemsAsync()).OrderBy(static i => i.Key, StringComparer.Ordinal).Select(static i => $"{i.Key}={i.Value.GetRawText()}"));

    [BoltPost("/clear")]
    public static void Clear(HttpContext http) => http.GetBoltSession().Clear();

    [BoltPost("/flush")]
    public static async Task Flush(HttpContext http) => await http.GetBoltSession().FlushAsync();

    [BoltPost("/cycle")]
    public static async Task<string> Cycle(HttpContext http)
    {
        await http.GetBoltSession().CycleKeyAsync();
        return http.GetBoltSession().SessionKey ?? "null";
    }

    [BoltGet("/untouched")]
    public static string Untouched(HttpContext http) => http.GetBoltSession().GetType().Name;

    [BoltPost("/status/{status:int}")]
    public static async Task<IResult> Status(HttpContext http, int status)
    {
        await http.GetBoltSession().SetAsync("a", "by status");
        return Results.StatusCode(status);
    }

    [BoltPost("/throw")]
    public static async Task<string> Throw(HttpContext http)
    {
        await http.GetBoltSession().SetAsync("a", "thrown");
        throw new InvalidOperationException("scripted");
    }

    [BoltPost("/void")]
    public static async Task Void(HttpContext http) => await http.GetBoltSession().SetAsync("a", "void");

    [BoltPost("/custom")]
    public static async Task<IResult> Custom(HttpContext http, int status = 200)
    {
        await http.GetBoltSession().SetAsync("a", "custom");
        return new CustomResult(status);
    }

    [BoltPost("/late")]
    public static async Task Late(HttpContext http)
    {
        await http.GetBoltSession().GetAsync<int>("a");
        await http.Response.WriteAsync("started ");
        try
        {
            await http.GetBoltSession().SetAsync("a", "late");
        }
        catch (InvalidOperationException)
        {
            await http.Response.WriteAsync("refused");
        }
    }

    [BoltPost("/large/{size:int}")]
    public static async Task<string> Large(HttpContext http, int size)
    {
        await http.GetBoltSession().SetAsync("large", new string('x', size));
        return "kept";
    }

    [BoltPost("/escape")]
    public static string Escape(HttpContext http, Escaped escaped)
    {
        escaped.Session = http.GetBoltSession();
        return "escaped";
    }

    [BoltPost("/token", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static async Task<string> Token(HttpContext http)
    {
        var value = await http.GetBoltSession().GetAsync<string>("a");
        await http.GetBoltSession().SetAsync("a", "by token");
        return value ?? "null";
    }

    [BoltPost("/token-login", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Task TokenLogin(HttpContext http, Members members, AuthContext auth) => http.LoginAsync(members.All[auth.UserId]);

    [BoltGet("/admin", Auth = [typeof(AdminSession)])]
    public static string Admin(AuthContext? auth) => auth?.Backend ?? "anonymous";

    [BoltPost("/admin-login", Auth = [typeof(AdminSession)])]
    public static Task AdminLogin(HttpContext http, Members members) => http.LoginAsync(members.All["staff"]);

    [BoltGet("/recent", Guards = [typeof(IsAuthenticated)])]
    [RecentLogin(Minutes = 10)]
    public static string Recent() => "recent";

    private sealed class CustomResult(int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            return httpContext.Response.WriteAsync("custom");
        }
    }
}

public sealed class Escaped
{
    public BoltSession? Session { get; set; }
}
