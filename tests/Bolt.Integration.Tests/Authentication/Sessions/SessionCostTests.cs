using System.Net;

namespace Bolt.Integration.Tests;

/// <summary>How often a request asks the store and the users.</summary>
public sealed class SessionCostTests
{
    [Theory]
    [InlineData("r/public")]
    [InlineData("r/token-only")]
    public async Task Cookie_costs_nothing_where_the_route_has_no_session_and_the_handler_asks_for_none(string path)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await Costs(browser, "GET", path, 0);
        Assert.False(browser.Last.Headers.Contains("Vary"));
        Assert.False(browser.Last.Headers.Contains("Cache-Control"));
    }

    [Fact]
    public async Task Visitor_without_a_cookie_or_with_a_malformed_one_costs_nothing()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var path in new[] { "me", "keys", "p/user", "r/recent" })
        {
            await Costs(browser, "GET", path, 0);
        }

        browser.Cookies["__Host-bolt"] = new string('A', 63);
        await Costs(browser, "GET", "me", 0);
        await Costs(browser, "GET", "keys", 0);
    }

    [Fact]
    public async Task First_write_of_a_visitor_creates_and_asks_for_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await Costs(browser, "POST", "r/many", 0, "CreateAsync");
        Assert.NotNull(browser.SetCookie);
    }

    [Fact]
    public async Task Writes_cost_one_more_however_many_there_are()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        await Costs(browser, "POST", "r/many", 0, "FindAsync", "ApplyAsync");
        await browser.Post("login/1");
        await Costs(browser, "POST", "r/many", 1, "FindAsync", "ApplyAsync");
        await Costs(browser, "POST", "cycle", 1, "FindAsync", "RotateAsync");
        await Costs(browser, "POST", "pop/many1", 1, "FindAsync", "TakeAsync");
        await Costs(browser, "POST", "pop/nothing", 1, "FindAsync");
        await Costs(browser, "POST", "logout", 1, "FindAsync", "DeleteAsync");
    }

    [Theory]
    [InlineData("login/1", "guarded", 1)]
    [InlineData("set/a/1", "keys", 0)]
    public async Task Touch_costs_one_more_in_each_interval(string begin, string path, int users)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post(begin);
        for (var interval = 0; interval < 3; interval++)
        {
            await Costs(browser, "GET", path, users, "FindAsync");
            browser.Time.Advance(TimeSpan.FromMinutes(1));
            await Costs(browser, "GET", path, users, "FindAsync");
            browser.Time.Advance(TimeSpan.FromTicks(1));
            await Costs(browser, "GET", path, users, "FindAsync", "TouchAsync");
            await Costs(browser, "GET", path, users, "FindAsync");
        }
    }

    private static async Task Costs(Browser browser, string method, string path, int users, params string[] store)
    {
        browser.Store.Asked.Clear();
        var loads = browser.Members.Loads;
        await browser.Send(method, path);
        Assert.Equal(store, browser.Store.Asked);
        Assert.Equal(users, browser.Members.Loads - loads);
    }
}
