using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Servers;

// The least that a program could write itself: a random key in a cookie, its hash in a dictionary, and an end. No idle timeout, no check for another site, no list of sessions.
var sessions = new ConcurrentDictionary<string, (string User, DateTimeOffset Ends, ConcurrentDictionary<string, string> Values)>(StringComparer.Ordinal);
var app = SessionServer.Create(args).Build();
app.MapPost("/login", (HttpContext http) =>
{
    var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
    sessions[Hash(key)] = (BenchServer.User, TimeProvider.System.GetUtcNow().AddDays(14), new([new("theme", "dark"), new("visits", "1")]));
    http.Response.Cookies.Append("__Host-id", key, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });
});
app.MapGet("/me", (RequestDelegate)(http => Find(http) is { } found
    ? http.Response.WriteAsJsonAsync(new Me(found.User), ContractsJson.Default.Me, contentType: null, http.RequestAborted)
    : Refuse(http)));
app.MapGet("/theme", (RequestDelegate)(http => Find(http) is { } found
    ? http.Response.WriteAsJsonAsync(new Themed(found.User, found.Values.GetValueOrDefault("theme", "light")), SessionJson.Default.Themed, contentType: null, http.RequestAborted)
    : Refuse(http)));
app.Run();

(string User, DateTimeOffset Ends, ConcurrentDictionary<string, string> Values)? Find(HttpContext http)
{
    if (http.Request.Cookies["__Host-id"] is not { Length: 64 } key || !sessions.TryGetValue(Hash(key), out var found) || found.Ends <= TimeProvider.System.GetUtcNow())
    {
        return null;
    }

    http.Response.Headers.CacheControl = "no-store";
    return found;
}

static Task Refuse(HttpContext http)
{
    http.Response.StatusCode = StatusCodes.Status401Unauthorized;
    return Task.CompletedTask;
}

static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
