using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>A refreshed login is the same login: when and how the user signed in stays, and it is nobody's but the caller's own.</summary>
public sealed class SessionRefreshTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refresh_keeps_when_and_how_the_user_signed_in()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var before = await browser.Record();
        browser.Time.Advance(TimeSpan.FromMinutes(11));
        await browser.Post("password?stamp=b");
        browser.Is(HttpStatusCode.OK);
        var after = await browser.Record();
        Assert.NotEqual(before.SecretHash, after.SecretHash);
        Assert.Equal((before.Auth!.AuthenticatedAt, "password"), (after.Auth!.AuthenticatedAt, after.Auth.Method));
        Assert.NotEqual(before.Auth.StampHash, after.Auth.StampHash);
        var listed = await browser.Sessions.ListAsync("1", Cancellation).SingleAsync(Cancellation);
        Assert.Equal((before.Auth.AuthenticatedAt, "password"), (listed.AuthenticatedAt, listed.Method));
        await browser.Get("recent");
        browser.Is(HttpStatusCode.Found);
        await browser.Send("GET", "recent", ("Accept", "application/json"));
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Equal("1", await browser.Get("guarded"));
    }

    /// <summary>Another request of the browser has given the session another key while the handler changed the password.</summary>
    [Fact]
    public async Task Refresh_that_loses_the_race_for_the_key_keeps_them_too()
    {
        Browser? other = null;
        await using var browser = await Browser.StartAsync(map: app =>
        {
            app.MapBolt();
            app.MapPost("/session/plain/refresh", async (HttpContext http, Members members) =>
            {
                await http.GetBoltSession().KeysAsync();
                await other!.Post("cycle");
                await http.RefreshLoginAsync(members.All["1"] = members.All["1"] with { SessionStamp = "b" });
            });
        });
        await browser.Post("login/1");
        var before = await browser.Record();
        browser.Time.Advance(TimeSpan.FromMinutes(11));
        other = browser.Other(withCookies: true);
        await browser.Post("plain/refresh");
        browser.Is(HttpStatusCode.OK);
        Assert.Null(browser.SetCookie);
        var after = await browser.Record();
        Assert.Equal((before.Auth!.AuthenticatedAt, "password"), (after.Auth!.AuthenticatedAt, after.Auth.Method));
        Assert.NotEqual(before.Auth.StampHash, after.Auth.StampHash);
        Assert.Equal("1", await other.Get("guarded"));
    }

    /// <summary>An administrator has changed somebody's password.</summary>
    [Fact]
    public async Task Refresh_of_another_user_ends_that_users_sessions_and_leaves_the_callers_alone()
    {
        await using var browser = await Browser.StartAsync();
        var (one, two) = (browser.Other(), browser.Other());
        await one.Post("login/1");
        await two.Post("login/1");
        await browser.Post("login/staff");
        var (cookie, before) = (browser.Cookie, await browser.Record("staff"));
        browser.Members.All["1"] = browser.Members.All["1"] with { SessionStamp = "b" };
        Assert.Equal("staff True", await browser.Post("r/refresh/1"));
        Assert.Null(browser.SetCookie);
        Assert.Equal(cookie, browser.Cookie);
        var after = await browser.Record("staff");
        Assert.Equal((before.SecretHash, before.Epoch, before.Auth!.StampHash), (after.SecretHash, after.Epoch, after.Auth!.StampHash));
        Assert.Equal("staff", await browser.Get("guarded"));
        // Gone, and not only refused for their stamp.
        Assert.Empty(await browser.Sessions.ListAsync("1", Cancellation).ToListAsync(Cancellation));
        Assert.Equal(("anonymous", "anonymous"), (await one.Get("me"), await two.Get("me")));
    }

    [Fact]
    public async Task Refresh_leaves_the_users_other_sessions_where_it_is_told_to()
    {
        await using var browser = await Browser.StartAsync();
        var other = browser.Other();
        await other.Post("login/1");
        await browser.Post("login/1");
        Assert.Equal("1 False", await browser.Post("r/refresh/1?endOthers=false"));
        Assert.NotNull(browser.SetCookie);
        Assert.Equal(("1", "1"), (await browser.Get("guarded"), await other.Get("guarded")));
    }

    [Fact]
    public async Task Token_of_another_user_sees_an_empty_session()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/private");
        Assert.Equal("private 1 1 True", await browser.Get("r/token-read"));
        Assert.Equal("private 1 1 True", await browser.Send("GET", "r/token-read", ("Authorization", "Bearer " + browser.App.Token("1"))));
        Assert.Equal("nothing 0 0 False", await browser.Send("GET", "r/token-read", ("Authorization", "Bearer " + browser.App.Token("2"))));
        Assert.Equal("private 1 1 True", await browser.Get("r/token-read"));
    }

    [Theory]
    [InlineData("r/token-cycle")]
    [InlineData("r/token-pop")]
    [InlineData("r/token-set")]
    public async Task Token_of_another_user_writes_nothing_to_the_cookies_session(string path)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/private");
        var cookie = browser.Cookie;
        await browser.Post(path, ("Authorization", "Bearer " + browser.App.Token("2")));
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Null(browser.SetCookie);
        Assert.Equal((cookie, "1", "a"), (browser.Cookie, await browser.Get("guarded"), await browser.Get("keys")));
        await browser.Post(path, ("Authorization", "Bearer " + browser.App.Token("1")));
        browser.Is(HttpStatusCode.OK);
    }

    /// <summary>The user of an endpoint that is not Bolt's is the one its scheme names.</summary>
    [Fact]
    public async Task User_of_another_scheme_sees_an_empty_session_too()
    {
        await using var browser = await Browser.StartAsync(map: static app =>
        {
            app.Use(static (http, next) =>
            {
                if (http.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
                {
                    http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "another"));
                }

                return next(http);
            });
            app.MapBolt();
            app.MapGet("/session/plain/read", static async (HttpContext http, CancellationToken cancellationToken) => await http.GetBoltSession().GetAsync("a", "nothing", cancellationToken));
        });
        await browser.Post("login/1");
        await browser.Post("set/a/private");
        Assert.Equal("private", await browser.Get("plain/read"));
        Assert.Equal("private", await browser.Send("GET", "plain/read", ("X-User", "1")));
        Assert.Equal("nothing", await browser.Send("GET", "plain/read", ("X-User", "2")));
    }

    /// <summary>A token says that the caller is another user than the cookie's.</summary>
    [Theory]
    [InlineData("r/token-logout")]
    [InlineData("r/token-flush")]
    public async Task Token_of_another_user_does_not_end_the_cookies_session(string path)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post(path, ("Authorization", "Bearer " + browser.App.Token("2")));
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Null(browser.SetCookie);
        Assert.Equal("1", await browser.Get("guarded"));
        await browser.Post(path, ("Authorization", "Bearer " + browser.App.Token("1")));
        browser.Is(HttpStatusCode.OK);
        Assert.Equal("anonymous", await browser.Get("me"));
    }
}
