using System.Net;

namespace Bolt.Integration.Tests;

/// <summary>A client that goes away in the middle takes nothing back: what was begun is done, also where the store looks at the tokens it is given.</summary>
public sealed class SessionAbortTests
{
    [Theory]
    [InlineData("set")]
    [InlineData("commit")]
    public async Task Write_is_kept(string what)
    {
        await using var browser = await StartAsync();
        await LeaveAsync(browser, what);
        Assert.Equal("before left", await browser.Get("keys"));
    }

    [Theory]
    [InlineData("cycle")]
    [InlineData("refresh")]
    public async Task Key_is_replaced_and_reaches_the_browser(string what)
    {
        await using var browser = await StartAsync();
        var (before, copy) = (browser.Cookie, browser.Other(withCookies: true));
        await LeaveAsync(browser, what);
        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal("anonymous", await copy.Get("me"));
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("flush")]
    public async Task Session_ends(string what)
    {
        await using var browser = await StartAsync();
        var copy = browser.Other(withCookies: true);
        await LeaveAsync(browser, what);
        Assert.Equal("anonymous", await copy.Get("me"));
        Assert.Equal(0, browser.Store.Count);
    }

    /// <summary>Who asks the users may stop there, because nothing has been begun; then nothing is changed at all.</summary>
    [Fact]
    public async Task Login_is_done_or_not_begun()
    {
        await using var browser = await StartAsync();
        var before = browser.Cookie;
        await LeaveAsync(browser, "login");
        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal("before", await browser.Get("keys"));
    }

    private static async Task<Browser> StartAsync()
    {
        var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/before/1");
        return browser;
    }

    private static async Task LeaveAsync(Browser browser, string what)
    {
        browser.Store.LooksAtTokens = true;
        await browser.Post("r/leave/" + what);
        browser.Is(HttpStatusCode.OK);
        browser.Store.LooksAtTokens = false;
    }
}
