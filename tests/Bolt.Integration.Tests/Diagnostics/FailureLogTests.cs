using Bolt.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>A refused credential is news where nobody accepted the request, and a detail where another backend did. It is said once, also where ASP.NET Core asked before.</summary>
public sealed class FailureLogTests
{
    private const string Key = "robot-key";

    [Theory]
    [InlineData("/keys/either", "bad.token.here", Key, "Debug GET /keys/either: jwt")]
    [InlineData("/keys/either", "bad.token.here", null, "Information GET /keys/either: jwt")]
    [InlineData("/keys/either", "bad.token.here", "wrong", "Information GET /keys/either: jwt|Information GET /keys/either: api_key")]
    [InlineData("/keys/either", null, "wrong", "Information GET /keys/either: api_key")]
    [InlineData("/keys/open", "bad.token.here", null, "Information GET /keys/open: jwt")]
    [InlineData("/keys/either", null, Key, "")]
    [InlineData("/plain", "bad.token.here", null, "Information HTTP: GET /plain: jwt")]
    [InlineData("/plain", "bad.token.here", Key, "Debug HTTP: GET /plain: jwt")]
    public async Task IsLoggedOnce(string path, string? token, string? key, string expected)
    {
        await using var app = await Application.StartAsync(
            static s =>
            {
                s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash(Key))));
                s.AddAuthentication().AddBolt();
                s.AddAuthorization();
            },
            static a =>
            {
                a.UseRouting();
                a.UseAuthentication();
                a.UseAuthorization();
                a.MapBolt();
                a.MapGet("/plain", static () => "").RequireAuthorization();
            });
        await app.Send("GET", path, token, null, key is null ? [] : [("X-API-Key", key)]);
        Assert.Equal(expected, string.Join('|', app.Logs.Lines.Where(static l => l is { Category: "Bolt", Id: 1 }).Select(static l => $"{l.Level} {l.Text[..l.Text.IndexOf(" refused", StringComparison.Ordinal)]}")));
    }

    /// <summary>Under <c>RequireAuthorization()</c> the endpoint is not reached: then the scheme says what the endpoint would have.</summary>
    [Theory]
    [InlineData("/api/keys/either", "bad.token.here", null, "1 Information GET /api/keys/either: jwt refused")]
    [InlineData("/api/keys/either", null, null, "")]
    [InlineData("/api/cookies/body", null, "sid=alice", "8 Information POST /api/cookies/body: 403, cross-site check of cookie")]
    public async Task IsLoggedOnceWhereTheEndpointIsNotReached(string path, string? token, string? cookie, string expected)
    {
        await using var app = await Start(static a => a.MapGroup("/api").RequireAuthorization().MapBolt());
        var method = cookie is null ? "GET" : "POST";
        await app.Send(method, path, token, null, cookie is null ? [] : [("Cookie", cookie), ("Sec-Fetch-Site", "cross-site")]);
        Assert.Equal(expected, string.Join('|', Lines(app, 1, 8)));
    }

    [Fact]
    public async Task ACrossSiteRefusalIsLoggedOnce()
    {
        await using var app = await Start(static a =>
        {
            a.MapBolt();
            a.MapPost("/plain/too", static () => "").RequireAuthorization();
        });
        foreach (var (path, expected) in new[] { ("/cookies/body", "POST /cookies/body"), ("/plain/too", "HTTP: POST /plain/too") })
        {
            app.Logs.Lines.Clear();
            Assert.Equal(403, (int)(await app.Send("POST", path, null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
            Assert.Equal($"8 Information {expected}: 403, cross-site check of cookie", Assert.Single(Lines(app, 8)));
        }
    }

    /// <summary>The log and the metrics say where the route is served, and not where it was declared.</summary>
    [Theory]
    [InlineData("GET", "/api/v1/keys/me", 401, "3 Information GET /api/{version}/keys/me: 401, IsAuthenticated needs an identity.")]
    [InlineData("GET", "/api/v1/bind/query?page=x", 400, "6 Debug GET /api/{version}/bind/query: the value")]
    [InlineData("POST", "/api/v1/cookies/body", 403, "8 Information POST /api/{version}/cookies/body: 403, cross-site check of cookie")]
    public async Task ARouteIsNamedAsItIsServed(string method, string path, int status, string expected)
    {
        await using var app = await Application.StartAsync(map: static a => a.MapGroup("/api").MapGroup("/{version}").MapBolt());
        using var observer = new Observer(app.Services, "Bolt");
        Assert.Equal(status, (int)(await app.Send(method, path, null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.StartsWith(expected, Assert.Single(Lines(app, 3, 6, 8)), StringComparison.Ordinal);
        if (status != 400)
        {
            Assert.Contains($"http.route={expected.Split(' ')[3].TrimEnd(':')}", Assert.Single(observer.Of("bolt.refusals")), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Lines(Application app, params int[] ids) =>
        app.Logs.Lines.Where(l => l.Category == "Bolt" && ids.Contains(l.Id)).Select(static l => $"{l.Id} {l.Level} {(l.Id == 1 ? l.Text.Split(" the credentials")[0] : l.Id == 8 ? l.Text.Split(": Sec-")[0] : l.Text)}");

    private static Task<Application> Start(Action<WebApplication> map) => Application.StartAsync(
        static s =>
        {
            s.AddAuthentication().AddBolt();
            s.AddAuthorization();
        },
        a =>
        {
            a.UseAuthentication();
            a.UseAuthorization();
            map(a);
        });
}
