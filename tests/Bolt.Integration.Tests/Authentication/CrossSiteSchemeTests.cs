using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>The check that Bolt endpoints make, where ASP.NET Core's authorization lets a cookie backend in.</summary>
public sealed class CrossSiteSchemeTests
{
    private const string Forbidden = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.4","title":"Forbidden","status":403}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/mine/cookie")]
    [InlineData("/mine/default")]
    public async Task ASchemeChecksForOtherSites(string path)
    {
        await using var app = await Start();
        foreach (var method in new[] { "POST", "PUT", "DELETE", "MADE-UP" })
        {
            var refused = await app.Send(method, path, null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.False(refused.Headers.Contains("WWW-Authenticate"));
            Assert.Equal(Forbidden, await refused.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(HttpStatusCode.Forbidden, (await app.Send(method, path, null, null, ("Cookie", "sid=alice"))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await app.Send(method, path, null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "same-origin"))).StatusCode);
        }

        Assert.Equal(4, app.Services.GetRequiredService<Calls>()["mine"]);
        Assert.Contains(app.Logs.Lines, l => l is { Category: "Bolt", Id: 8 } && l.Text.Contains(path, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await app.Send("GET", path, null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("POST", path, null, null, ("Sec-Fetch-Site", "cross-site"))).StatusCode);
    }

    [Fact]
    public async Task OnlyAnAcceptedCookieCountsAndMetadataSwitchesItOff()
    {
        await using var app = await Start();
        Assert.Equal(HttpStatusCode.OK, (await app.Send("POST", "/mine/either", app.Token(), null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("POST", "/mine/either", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Send("POST", "/mine/off", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnOverrideOpensNothing(bool routing)
    {
        await using var app = await Start(a =>
        {
            a.UseHttpMethodOverride(new HttpMethodOverrideOptions { FormFieldName = "_method" });
            if (routing)
            {
                a.UseRouting();
            }
        });
        foreach (var made in new[] { "GET", "HEAD", "get", "OPTIONS", "PUT" })
        {
            using var form = new FormUrlEncodedContent([new("_method", made)]);
            Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("POST", "/mine/cookie", null, form, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        }

        Assert.Equal(0, app.Services.GetRequiredService<Calls>()["mine"]);
    }

    [Fact]
    public async Task AGetThatIsMadeAPostIsChecked()
    {
        await using var app = await Start(static a => a.Use(static (http, next) =>
        {
            http.Request.Method = "POST";
            return next(http);
        }));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("GET", "/mine/cookie", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site", 403)]
    [InlineData("Origin: https://evil.example", 403)]
    [InlineData("X-Nothing: said", 403)]
    [InlineData("Origin: http://shop.example.com", 200)]
    public async Task AWebSocketIsChecked(string header, int status)
    {
        await using var app = await Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();
        var request = $"GET /mine/cookie HTTP/1.1\r\nHost: shop.example.com\r\nCookie: sid=alice\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{header}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(stream);
        Assert.Equal($"{status}", (await reader.ReadLineAsync(Cancellation))!.Split(' ')[1]);
    }

    /// <summary>The first endpoint's store is down; the page asks for a key and never asks that store.</summary>
    [Fact]
    public async Task ARequestThatIsExecutedAgainIsRefusedByTheSecondEndpoint()
    {
        await using var app = await Start(static a => a.UseStatusCodePagesWithReExecute("/mine/page"), static s => s.AddBolt().AddRevocation<Down>());
        var response = await app.Send("GET", "/mine/jwt", app.Token());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Retry-After"));
        Assert.Equal("ApiKey header=\"X-API-Key\"", response.Headers.GetValues("WWW-Authenticate").Last());
    }

    /// <summary>What the first endpoint does without is not done without for the second, whose scheme is asked a second time.</summary>
    [Theory]
    [InlineData("/mine/cookie")]
    [InlineData("/mine/default")]
    public async Task AnEndpointWithoutTheCheckSaysNothingOfTheNextOne(string second)
    {
        await using var app = await Start(a =>
        {
            a.UseStatusCodePagesWithReExecute(second);
            a.Use(static async (http, next) =>
            {
                await next(http);
                if (http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: "/mine/off" or "/mine/off-default" })
                {
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                }
            });
        });
        var response = await app.Send("POST", second == "/mine/cookie" ? "/mine/off" : "/mine/off-default", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal((HttpStatusCode.Forbidden, 1), (response.StatusCode, app.Services.GetRequiredService<Calls>()["mine"]));
    }

    private static Task<Application> Start(Action<WebApplication>? before = null, Action<IServiceCollection>? services = null) => Application.StartAsync(
        s =>
        {
            s.AddAuthentication().AddBolt();
            s.AddAuthorization();
            services?.Invoke(s);
        },
        a =>
        {
            before?.Invoke(a);
            a.UseAuthentication();
            a.UseAuthorization();
            Map(a, "/mine/cookie", "cookie");
            Map(a, "/mine/default", "Bolt");
            Map(a, "/mine/either", "jwt", "cookie");
            Map(a, "/mine/off", "cookie").DisableAntiforgery();
            Map(a, "/mine/off-default", "Bolt").DisableAntiforgery();
            Map(a, "/mine/jwt", "jwt");
            Map(a, "/mine/page", "api_key");
        });

    private static RouteHandlerBuilder Map(WebApplication app, string path, params string[] schemes) =>
        app.Map(path, static (Calls calls) => calls.Count("mine")).RequireAuthorization(p => p.AddAuthenticationSchemes(schemes).RequireAuthenticatedUser());

    private sealed class Down : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => throw new TimeoutException();

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw new TimeoutException();
    }
}
