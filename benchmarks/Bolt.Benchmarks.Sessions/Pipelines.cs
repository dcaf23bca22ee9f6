using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Bolt.Benchmarks.Sessions;

/// <summary>The same routes in three ways.</summary>
internal static class Pipelines
{
    public static Pipeline Bolt()
    {
        var builder = Create();
        builder.Services.AddBolt().AddSessions();
        var app = builder.Build();
        app.MapBolt();
        return new(app, RunEndpoint);
    }

    /// <summary>Nobody is asked who they are; the login sets a cookie as long as Bolt's, so that as much is sent.</summary>
    public static Pipeline Open()
    {
        var app = Create().Build();
        app.MapPost("/login", static (HttpContext http) => http.Response.Cookies.Append("__Host-bolt", new string('A', 64)));
        app.MapGet("/me", static () => Results.Json(new Me("user-0001", ""), MeJson.Default.Me));
        app.MapGet("/theme", static () => Results.Json(new Me("user-0001", "dark"), MeJson.Default.Me));
        return new(app, RunEndpoint);
    }

    /// <summary>The least that a program could write itself: a random key in a cookie, its hash in a dictionary, an end, and the check for another site.</summary>
    public static Pipeline ByHand()
    {
        var sessions = new ConcurrentDictionary<string, (string User, DateTimeOffset Ends, ConcurrentDictionary<string, string> Values)>(StringComparer.Ordinal);
        var app = Create().Build();
        app.MapPost("/login", (HttpContext http) =>
        {
            var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
            sessions[Hash(key)] = ("user-0001", TimeProvider.System.GetUtcNow().AddDays(14), new([new("theme", "dark"), new("visits", "1")]));
            http.Response.Cookies.Append("__Host-id", key, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });
        });
        app.MapGet("/me", (HttpContext http) => Find(http) is { } found ? Results.Json(new Me(found.User, ""), MeJson.Default.Me) : Results.Unauthorized());
        app.MapGet("/theme", (HttpContext http) => Find(http) is { } found ? Results.Json(new Me(found.User, found.Values.GetValueOrDefault("theme", "light")), MeJson.Default.Me) : Results.Unauthorized());
        return new(app, RunEndpoint);

        (string User, DateTimeOffset Ends, ConcurrentDictionary<string, string> Values)? Find(HttpContext http)
        {
            if (http.Request.Cookies["__Host-id"] is not { Length: 64 } key || !sessions.TryGetValue(Hash(key), out var found) || found.Ends <= TimeProvider.System.GetUtcNow())
            {
                return null;
            }

            http.Response.Headers.CacheControl = "no-store";
            return found;
        }

        static string Hash(string key) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key)));
    }

    /// <summary>Cookie authentication and <c>UseSession()</c>, in memory.</summary>
    public static Pipeline AspNetCore()
    {
        var builder = Create();
        builder.Services.AddDistributedMemoryCache().AddSession();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddDataProtection();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapPost("/login", async (HttpContext http, CancellationToken cancellation) =>
        {
            await http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "user-0001")], "cookie")));
            await http.Session.LoadAsync(cancellation);
            http.Session.SetString("theme", "dark");
            http.Session.SetInt32("visits", 1);
        });
        app.MapGet("/me", (ClaimsPrincipal user) => Results.Json(new Me(user.FindFirstValue(ClaimTypes.NameIdentifier)!, ""), MeJson.Default.Me)).RequireAuthorization();
        app.MapGet("/theme", async (HttpContext http, ClaimsPrincipal user) =>
        {
            await http.Session.LoadAsync();
            return Results.Json(new Me(user.FindFirstValue(ClaimTypes.NameIdentifier)!, http.Session.GetString("theme") ?? "light"), MeJson.Default.Me);
        }).RequireAuthorization();
        var middleware = new ApplicationBuilder(app.Services).UseAuthentication().UseAuthorization().UseSession();
        middleware.Run(RunEndpoint);
        return new(app, middleware.Build());
    }

    private static Task RunEndpoint(HttpContext http) => http.GetEndpoint()!.RequestDelegate!(http);

    private static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, MeJson.Default));
        return builder;
    }
}
