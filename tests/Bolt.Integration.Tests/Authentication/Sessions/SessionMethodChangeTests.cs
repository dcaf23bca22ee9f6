using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>What the client asked for decides whether a session may be written to, whatever middleware makes of the method, in Bolt's endpoints and in others.</summary>
public sealed class SessionMethodChangeTests
{
    private static readonly (string, string) Evil = ("Sec-Fetch-Site", "cross-site");

    /// <summary>The program does not call UseRouting(), so that the override runs behind routing.</summary>
    [Theory]
    [InlineData("login/2")]
    [InlineData("set/a/1")]
    [InlineData("r/any/set")]
    [InlineData("r/any/login")]
    [InlineData("plain/post-set")]
    [InlineData("plain/post-login")]
    [InlineData("plain/any-set")]
    [InlineData("plain/any-login")]
    public async Task Post_that_is_made_a_get_behind_routing_is_checked(string path)
    {
        await using var browser = await StartAsync(static a => a.UseHttpMethodOverride());
        foreach (var made in new[] { "GET", "HEAD", "get", "OPTIONS", "PUT" })
        {
            await RefusedAsync(browser, "POST", path, Evil, ("X-HTTP-Method-Override", made));
        }

        // A page of this site may, where the handler may at all: nobody is signed in by what looks like a GET.
        await browser.Post(path, ("X-HTTP-Method-Override", "PUT"));
        browser.Is(HttpStatusCode.OK);
        Assert.NotNull(browser.SetCookie);
    }

    /// <summary>Routing chooses an endpoint for GET, and the client had sent a POST: a form of another site can say so.</summary>
    [Theory]
    [InlineData("plain/get-set")]
    [InlineData("plain/get-login")]
    [InlineData("plain/any-set")]
    [InlineData("plain/any-login")]
    public async Task Post_that_is_made_a_get_before_routing_is_checked_in_other_endpoints(string path)
    {
        await using var browser = await StartAsync(static a =>
        {
            a.UseHttpMethodOverride();
            a.UseRouting();
        });
        await RefusedAsync(browser, "POST", path, Evil, ("X-HTTP-Method-Override", "GET"));
        if (path.EndsWith("set", StringComparison.Ordinal))
        {
            // A GET of its own is nobody's form.
            await browser.Send("GET", path, Evil);
            browser.Is(HttpStatusCode.OK);
        }
    }

    /// <summary>The client's GET is made a POST, is routed as one and is made a GET again.</summary>
    [Theory]
    [InlineData("set/a/1")]
    [InlineData("plain/post-set")]
    public async Task What_the_endpoint_is_for_counts(string path)
    {
        await using var browser = await StartAsync(static a =>
        {
            Make(a, "POST");
            a.UseRouting();
            Make(a, "GET");
        });
        await RefusedAsync(browser, "GET", path, Evil);
        await browser.Send("GET", path);
        browser.Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("r/any/set")]
    [InlineData("plain/any-set")]
    [InlineData("plain/get-set")]
    public async Task Get_that_is_made_a_post_is_checked(string path)
    {
        await using var browser = await StartAsync(static a =>
        {
            a.UseRouting();
            Make(a, "POST");
        });
        await RefusedAsync(browser, "GET", path, Evil);
    }

    /// <summary>A WebSocket opens with a GET, which any site may send.</summary>
    [Theory]
    [InlineData("r/any/set")]
    [InlineData("plain/any-set")]
    [InlineData("plain/get-set")]
    public async Task Upgrade_is_more_than_to_read(string path)
    {
        await using var browser = await StartAsync(static _ => { });
        (string, string)[] handshake = [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")];
        await RefusedAsync(browser, "GET", path, [Evil, .. handshake]);
        await browser.Send("GET", path, handshake);
        browser.Is(HttpStatusCode.OK);
        Assert.NotNull(browser.SetCookie);
        await browser.Other().Send("GET", path, Evil);
        browser.Is(HttpStatusCode.OK);
    }

    /// <summary>No safe method signs in or out, and no upgrade of another site does.</summary>
    [Theory]
    [InlineData("plain/get-login")]
    [InlineData("plain/any-login")]
    [InlineData("r/any/login")]
    public async Task Safe_method_signs_nobody_in_anywhere(string path)
    {
        await using var browser = await StartAsync(static _ => { });
        await RefusedAsync(browser, "GET", path, ("Sec-Fetch-Site", "same-origin"));
        await RefusedAsync(browser, "GET", path, Evil);
    }

    private static async Task RefusedAsync(Browser browser, string method, string path, params (string, string)[] headers)
    {
        var created = browser.Store.Count;
        await browser.Send(method, path, headers);
        Assert.True(browser.Last.StatusCode == HttpStatusCode.Forbidden, $"{method} {path} {string.Join(", ", headers)}: {browser.Last.StatusCode}");
        Assert.Null(browser.SetCookie);
        Assert.Equal(created, browser.Store.Count);
    }

    private static void Make(WebApplication app, string method) => app.Use((http, next) =>
    {
        http.Request.Method = method;
        return next(http);
    });

    private static Task<Browser> StartAsync(Action<WebApplication> use) => Browser.StartAsync(static s => s.AddProblemDetails(), app =>
    {
        app.UseExceptionHandler();
        use(app);
        app.MapBolt();
        app.MapGet("/session/plain/get-set", Set);
        app.MapGet("/session/plain/get-login", Login);
        app.MapPost("/session/plain/post-set", Set);
        app.MapPost("/session/plain/post-login", Login);
        app.Map("/session/plain/any-set", Set);
        app.Map("/session/plain/any-login", Login);
    });

    private static async Task Set(HttpContext http) => await http.GetBoltSession().SetAsync("plain", 1);

    private static Task Login(HttpContext http) => http.LoginAsync(http.RequestServices.GetRequiredService<Members>().All["2"]);
}
