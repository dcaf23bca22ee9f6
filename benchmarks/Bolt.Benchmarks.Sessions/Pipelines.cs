using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Bolt.Benchmarks.Sessions;

/// <summary>The same routes in three ways.</summary>
internal static class Pipelines
{
    public static Pipeline Bolt()
    {
        var builder = Applications.Create();
        builder.Services.AddBolt().AddSessions();
        return Applications.Bolt(builder);
    }

    /// <summary>Nobody is asked who they are; the login sets a cookie as long as Bolt's, so that as much is sent.</summary>
    public static Pipeline Open()
    {
        var app = Applications.Create().Build();
        app.MapPost("/login", static (HttpContext http) => http.Response.Cookies.Append("__Host-bolt", new string('A', 64)));
        app.MapGet("/me", static () => Results.Json(new Me("user-0001", ""), MeJson.Default.Me));
        app.MapGet("/theme", static () => Results.Json(new Me("user-0001", "dark"), MeJson.Default.Me));
        return new(app, Applications.RunEndpoint);
    }

    /// <summary>The least that a program could write itself: a random key in a cookie, its hash in a dictionary, an end, and the check for another site.</summary>
    public static Pipeline ByHand()
    {
        var sessions = new ConcurrentDictionary<string, (string User, DateTimeOffset Ends, ConcurrentDictionary<string, string> Values)>(StringComparer.Ordinal);
        var app = Applications.Create().Build();
        app.MapPost("/login", (HttpContext http) =>
        {
            var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
            sessions[Hash(key)] = ("user-0001", TimeProvider.System.GetUtcNow().AddDays(14), new([new("theme", "dark"), new("visits", "1")]));
            http.Response.Cookies.Append("__Host-id", key, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });
        });
        app.MapGet("/me", (HttpContext http) => Find(http) is { } found ? Results.Json(new Me(found.User, ""), MeJson.Default.Me) : Results.Unauthorized());
        app.MapGet("/theme", (HttpContext http) => Find(http) is { } found ? Results.Json(new Me(found.User, found.Values.GetValueOrDefault("theme", "light")), MeJson.Default.Me) : Results.Unauthorized());
        return new(app, Applications.RunEndpoint);

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
    public static Pipeline AspNetCore() => Applications.UseSession(static services => services.AddDistributedMemoryCache());
}
