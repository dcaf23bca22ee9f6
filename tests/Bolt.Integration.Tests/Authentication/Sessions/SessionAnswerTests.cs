using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt.Integration.Tests;

/// <summary>What guards that redirect respond to every kind of client, caller and failure behind sessions, and what that costs.</summary>
public sealed class SessionAnswerTests
{
    private enum Caller
    {
        Anonymous,

        /// <summary>Nobody knows the key.</summary>
        Unknown,

        /// <summary>The password was changed elsewhere.</summary>
        Stale,
        Lacking,
        Holding,
        StoreDown,
        UsersDown,
        AnonymousAndStoreDown,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Guards => ["login", "permission", "permissions", "permission-403", "test", "test-later", "test-403", "stacked"];

    /// <summary>Every guard, client and caller. The handler runs exactly when the response is 200; nobody is told to sign in where it is not known who asks.</summary>
    [Theory]
    [MemberData(nameof(Guards))]
    public async Task EveryClientGetsWhatItCanUse(string guard)
    {
        await using var browser = await Browser.StartAsync();
        var calls = browser.App.Services.GetRequiredService<Calls>();
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = new[] { "a.b", "c.d" } };
        browser.Members.All["3"] = new Member("3", "old");
        var callers = new Dictionary<Caller, Browser>();
        foreach (var caller in Enum.GetValues<Caller>())
        {
            var one = callers[caller] = browser.Other();
            if (caller == Caller.Unknown)
            {
                one.Cookies["__Host-bolt"] = new string('A', 64);
            }
            else if (caller is not (Caller.Anonymous or Caller.AnonymousAndStoreDown))
            {
                await one.Post(caller switch { Caller.Lacking => "login/2", Caller.Stale => "login/3", _ => "login/1" });
            }
        }

        browser.Members.All["3"] = new Member("3", "new");
        foreach (var (name, method, isPage, headers) in LoginTests.Clients)
        {
            foreach (var (caller, visitor) in callers)
            {
                browser.Store.IsDown = caller is Caller.StoreDown or Caller.AnonymousAndStoreDown;
                browser.Members.IsDown = caller == Caller.UsersDown;
                var ran = calls["member"];
                var body = await visitor.Send(method, $"/member/{guard}?a=%2Fx&b=1", headers);
                var response = visitor.Last;
                var what = $"{guard}, {name}, {caller}: {(int)response.StatusCode} {visitor.Location}";
                var status = Expect(guard, caller, isPage);
                Assert.True(status == (int)response.StatusCode, $"{what}, expected {status}");
                Assert.True(calls["member"] == (status == 200 ? ran + 1 : ran), what);
                Assert.True(visitor.SetCookie is null, what);
                Assert.False(response.Headers.Contains("Vary"), what);
                Assert.True((visitor.Location is not null) == (status == 302), what);
                Assert.True((response.Headers.RetryAfter is not null) == (status == 503), what);
                if (status == 302)
                {
                    Assert.True(visitor.Location == "/login" + (method is "GET" or "HEAD" ? $"?next=/member/{guard}%3Fa%3D%252Fx%26b%3D1" : ""), what);
                }
                else if (status != 200)
                {
                    Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
                    Assert.DoesNotContain("<", body, StringComparison.Ordinal);
                }

                if (status is 302 or 401)
                {
                    Assert.True(response.Headers.NonValidated["Cache-Control"].ToString() == "no-store", what);
                }
            }
        }
    }

    /// <summary>The table of sessions.md 4.6, with its amendments.</summary>
    private static int Expect(string guard, Caller caller, bool isPage)
    {
        var isKnown = caller is Caller.Lacking or Caller.Holding;
        var raises = guard.EndsWith("403", StringComparison.Ordinal) || guard == "stacked";
        return caller is Caller.StoreDown or Caller.UsersDown ? 503
            : caller == Caller.Holding || (caller == Caller.Lacking && guard == "login") ? 200
            : guard == "stacked" && !isKnown ? isPage ? 302 : 401
            : raises ? 403
            : isPage ? 302
            : isKnown ? 403
            : 401;
    }

    [Theory]
    [InlineData("UsePathBase", "/app/site/any/x?y", "/app/login?next=/app/site/any/x%3Fy")]
    [InlineData("UsePathBase", "/site/any/x?y", "/login?next=/site/any/x%3Fy")]
    [InlineData("UsePathBase", "/app/site/any//evil.example", "/app/login?next=/app/site/any//evil.example")]
    [InlineData("Map /app", "/app/site/any/x?y", "/app/login?next=/app/site/any/x%3Fy")]
    [InlineData("Map /app", "/APP/site/any/x", "/APP/login?next=/APP/site/any/x")]
    [InlineData("Map /søk", "/s%C3%B8k/site/any/x", "/s%C3%B8k/login?next=/s%25C3%25B8k/site/any/x")]
    [InlineData("Forwarded", "/site/any/x?y", "/prefix/login?next=/prefix/site/any/x%3Fy", "/prefix")]
    [InlineData("Forwarded", "/site/any/x", "/a/b/login?next=/a/b/site/any/x", "/a/b")]
    [InlineData("Forwarded", "/site/any/x", null, "//evil.example")]
    [InlineData("Forwarded", "/site/any/x", null, "/\\evil.example")]
    [InlineData("Forwarded", "/site/any/x", null, "/a/../..")]
    public async Task ThePathBaseStandsInFront(string how, string target, string? location, string? prefix = null)
    {
        await using var browser = await Browser.StartAsync(map: app =>
        {
            if (how.StartsWith("Map ", StringComparison.Ordinal))
            {
                app.Map(how["Map ".Length..], static branch => branch.UseRouting().UseEndpoints(static e => e.MapBolt()));
                return;
            }

            if (how == "UsePathBase")
            {
                app.UsePathBase("/app");
            }
            else
            {
                app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedPrefix });
            }

            app.UseRouting();
            app.MapBolt();
        });
        Assert.Equal((location is null ? 403 : 302, location), await Raw(browser, target, prefix is null ? "" : $"X-Forwarded-Prefix: {prefix}\r\n"));
    }

    [Theory]
    [InlineData("http://evil.example/site/page?a", "/login?next=/site/page%3Fa")]
    [InlineData("/site/any/..//evil.example", null)]
    [InlineData("/site/any/%5Cevil.example", "/login")]
    [InlineData("/site/any/s%C3%B8k?q=%C3%B8", "/login?next=/site/any/s%25C3%25B8k%3Fq%3D%25C3%25B8")]
    public async Task WhatTheServerMakesOfATargetIsChecked(string target, string? location)
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal((location is null ? 404 : 302, location), await Raw(browser, target));
    }

    [Theory]
    [InlineData(2047, true)]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public async Task NextIsAtMost2048Octets(int length, bool isThere)
    {
        await using var browser = await Browser.StartAsync();
        var target = "/site/any/" + new string('a', length - "/site/any/".Length);
        Assert.Equal((302, isThere ? "/login?next=" + target : "/login"), await Raw(browser, target));
    }

    [Theory]
    [InlineData("token-first", "jwt", "Bearer, session")]
    [InlineData("session-first", "session", "session, Bearer")]
    public async Task ATokenAndASessionOnOneRouteAreTriedInItsOrder(string route, string first, string challenges)
    {
        await using var browser = await Browser.StartAsync();
        var path = "/mixed/" + route;
        var token = ("Authorization", "Bearer " + browser.App.Token("1"));
        var json = ("Accept", "application/json");
        await browser.Get(path);
        browser.IsSentTo("/login?next=" + path);
        await browser.Send("GET", path, json);
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Equal(challenges, string.Join(", ", browser.Last.Headers.GetValues("WWW-Authenticate")));
        Assert.Equal("jwt 1", await browser.Send("GET", path, token));

        await browser.Post("login/1");
        Assert.Equal("session 1", await browser.Get(path));
        Assert.Equal(first + " 1", await browser.Send("GET", path, token));
        Assert.Equal("session 1", await browser.Send("GET", path, ("Authorization", "Bearer no.good.token")));

        // Who was accepted by a token alone is no browser's visitor.
        await browser.Send("POST", path, token, ("Sec-Fetch-Site", "cross-site"));
        browser.Is(first == "jwt" ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        await browser.Send("POST", path, ("Sec-Fetch-Site", "cross-site"));
        browser.Is(HttpStatusCode.Forbidden);

        browser.Store.IsDown = true;
        Assert.Equal("jwt 1", await browser.Send("GET", path, token));
        await browser.Get(path);
        browser.Is(HttpStatusCode.ServiceUnavailable);
        await browser.Other().Get(path);
        Assert.Null(browser.Location);
    }

    [Fact]
    public async Task TwoSessionsSideBySideHaveLoginPagesOfTheirOwnAndEndAlone()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions<AdminSession>(static o => (o.LoginUrl, o.ReturnUrlParameter) = ("/admin-login", "back")));
        await browser.Get("/mixed/admin");
        browser.IsSentTo("/admin-login?back=/mixed/admin");
        await browser.Post("login/1");
        await browser.Get("/mixed/admin");
        browser.IsSentTo("/admin-login?back=/mixed/admin");
        Assert.Equal("session 1", await browser.Get("/mixed/admin-first"));

        await browser.Post("/mixed/admin-login");
        Assert.Equal(["__Host-bolt", "__Host-bolt-adminsession"], browser.Cookies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("AdminSession staff", await browser.Get("/mixed/admin"));
        Assert.Equal("AdminSession staff", await browser.Get("/mixed/admin-first"));
        Assert.Equal("page of 1", await browser.Get("/site/page"));

        await browser.Post("/mixed/admin-logout");
        Assert.Equal(["__Host-bolt"], browser.Cookies.Keys);
        Assert.Equal("page of 1", await browser.Get("/site/page"));
        await browser.Get("/mixed/admin");
        browser.IsSentTo("/admin-login?back=/mixed/admin");
    }

    /// <summary>The scheme, the endpoint's backend, the session and the user: one look-up of each.</summary>
    [Theory]
    [InlineData("/site/page")]
    [InlineData("/session/user")]
    [InlineData("/session/keys")]
    [InlineData("/member/test")]
    [InlineData("/site/page", false)]
    [InlineData("/session/keys", false)]
    public async Task WithBoltAsTheDefaultSchemeARequestCostsOneLookUp(string path, bool hasUsers = true)
    {
        await using var browser = await Browser.StartAsync(
            s =>
            {
                if (!hasUsers)
                {
                    s.RemoveAll<ISessionUserSource>();
                }

                s.AddAuthentication().AddBolt();
                s.AddAuthorization();
            },
            static app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapBolt();
            });
        await browser.Post("login/1");
        (browser.Store.Calls, var loads) = (0, browser.Members.Loads);
        await browser.Get(path);
        browser.Is(HttpStatusCode.OK);
        Assert.Equal((1, loads + (hasUsers ? 1 : 0)), (browser.Store.Calls, browser.Members.Loads));
        (browser.Store.Calls, loads) = (0, browser.Members.Loads);
        await browser.Other().Get(path);
        Assert.Equal((0, loads), (browser.Store.Calls, browser.Members.Loads));
    }

    private static async Task<(int Status, string? Location)> Raw(Browser browser, string target, string headers = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, browser.App.Client.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();
        var host = target[0] == '/' ? "localhost" : new Uri(target).Authority;
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"), Cancellation);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(Cancellation)).Split("\r\n");
        return (int.Parse(lines[0].Split(' ')[1], null), lines.FirstOrDefault(static l => l.StartsWith("Location: ", StringComparison.Ordinal))?["Location: ".Length..]);
    }
}
