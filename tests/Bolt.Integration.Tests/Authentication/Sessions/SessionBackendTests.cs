using System.Net;

namespace Bolt.Integration.Tests;

/// <summary>Calls that name a backend mean that one, whatever the route is for.</summary>
public sealed class SessionBackendTests
{
    private const string Admin = "__Host-bolt-adminsession";

    [Fact]
    public async Task Each_call_that_names_a_backend_leaves_the_other_ones_session_alone()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/who/member");
        var cookie = browser.Cookie;
        await browser.Post("r/admin-login");
        await browser.Post("r/admin-set/admin");
        Assert.Equal("member admin", await browser.Get("r/who"));
        var (first, copy) = (browser.Cookies[Admin], browser.Other(withCookies: true));

        await browser.Post("r/admin-refresh");
        Assert.StartsWith(Admin + "=", browser.SetCookie, StringComparison.Ordinal);
        Assert.NotEqual(first, browser.Cookies[Admin]);
        Assert.Equal("anonymous", await copy.Get("admin"));
        Assert.Equal("AdminSession", await browser.Get("admin"));
        Assert.Equal("member admin", await browser.Get("r/who"));

        await browser.Post("r/admin-logout");
        Assert.StartsWith(Admin + "=; ", browser.SetCookie, StringComparison.Ordinal);
        Assert.Equal("anonymous", await browser.Get("admin"));
        Assert.Equal("member -", await browser.Get("r/who"));
        Assert.Equal(cookie, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
        browser.Is(HttpStatusCode.OK);
    }
}
