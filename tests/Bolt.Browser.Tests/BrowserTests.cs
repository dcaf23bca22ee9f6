using System.Text.Json;
using Microsoft.Playwright;

namespace Bolt.Browser.Tests;

/// <summary>What a visitor of the sample sees in a real browser.</summary>
[Collection(Visits.Name)]
public sealed class BrowserTests(Site site, Chromium chromium)
{
    /// <summary>The browser keeps the dashboard for the back button, although it is <c>no-store</c>: signing out makes it forget.</summary>
    [Fact]
    public async Task SignInSignOutAndNothingPrivateBehindTheBackButton()
    {
        await using var window = await chromium.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/");
        Assert.Equal(site.Address + "/login?next=/", page.Url);
        await SignIn(page, "ada");
        Assert.Equal(site.Address + "/", page.Url);
        await Shows(page, "Welcome, ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "My devices" }).ClickAsync();
        await Arrives(page, "/devices$");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await Arrives(page, "/login$");

        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        Assert.Equal(site.Address + "/login?next=/devices", page.Url);
        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        Assert.Equal(site.Address + "/login?next=/", page.Url);
        await Shows(page, "Keep me signed in");
        Assert.DoesNotContain("ada", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoScriptReadsTheCookie()
    {
        await using var window = await chromium.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/login");
        await SignIn(page, "ada");
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));
        await page.EvaluateAsync("document.cookie = '__Host-bolt=planted; Path=/; Secure'");
        var protocol = await window.NewCDPSessionAsync(page);
        var cookies = (await protocol.SendAsync("Network.getCookies"))!.Value.GetProperty("cookies");
        var cookie = Assert.Single(cookies.EnumerateArray());
        Assert.Equal(
            ("__Host-bolt", 64, "localhost", "/", true, true, true, "Lax"),
            (Text("name"), Text("value").Length, Text("domain"), Text("path"), Flag("httpOnly"), Flag("secure"), Flag("session"), Text("sameSite")));

        string Text(string name) => cookie.GetProperty(name).GetString()!;
        bool Flag(string name) => cookie.GetProperty(name).GetBoolean();
    }

    /// <summary>The browser sends no cookie with another site's form, and would keep the one in the response.</summary>
    [Theory]
    [InlineData("/login", "username=grace&password=grace-password")]
    [InlineData("/logout", "a=b")]
    [InlineData("/preferences", "theme=dark")]
    public async Task AnotherSiteLeavesTheVisitorSignedInAsWho(string path, string fields)
    {
        await using var other = await OtherSite.StartAsync();
        await using var window = await chromium.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/login");
        await SignIn(page, "ada");
        var before = await Cookie(window);

        var response = await page.RunAndWaitForResponseAsync(() => page.GotoAsync(other.Posting(site.Address + path, fields)), r => r.Url == site.Address + path);
        Assert.Equal("POST", response.Request.Method);
        Assert.False((await response.Request.AllHeadersAsync()).ContainsKey("cookie"));
        Assert.Equal("cross-site", (await response.Request.AllHeadersAsync())["sec-fetch-site"]);
        Assert.Equal(403, response.Status);
        Assert.Equal(before, await Cookie(window));
        await page.GotoAsync(site.Address + "/");
        await Shows(page, "Welcome, ada");
        Assert.Equal("light", await page.Locator("body").GetAttributeAsync("class"));
    }

    [Fact]
    public async Task ALinkOfAnotherSiteFindsTheVisitorSignedIn()
    {
        await using var window = await chromium.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/login");
        await SignIn(page, "ada");
        await page.GotoAsync($"http://127.0.0.1:{site.Port}/preferences");
        await page.EvaluateAsync($"document.querySelector('nav a').href = '{site.Address}/devices'");
        await page.Locator("nav a").First.ClickAsync();
        await Arrives(page, "^http://localhost:[0-9]+/devices$");
        await Shows(page, "this device");
    }

    [Fact]
    public async Task AnExpiredSessionComesBackToThePageThatWasWanted()
    {
        await using var window = await chromium.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/login");
        await SignIn(page, "ada");
        await page.EvaluateAsync("document.querySelector('nav a[href=\"/devices\"]').href = '/devices?from=%2Fs%C3%B8k%3Fa&b=1'");
        site.Time.Advance(TimeSpan.FromDays(2));
        await page.GetByRole(AriaRole.Link, new() { Name = "My devices" }).ClickAsync();
        await Arrives(page, "/login\\?next=");
        await SignIn(page, "ada");
        Assert.Equal(site.Address + "/devices?from=%2Fs%C3%B8k%3Fa&b=1", page.Url);
        await Shows(page, "this device");
    }

    [Fact]
    public async Task AScriptGets401AndNoPage()
    {
        await using var window = await chromium.OpenAsync(withScripts: true);
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/login");
        var answer = await page.EvaluateAsync<JsonElement>(
            "async () => { const r = await fetch('/devices'); return [r.status, r.redirected, r.headers.get('content-type'), await r.text()] }");
        Assert.Equal((401, false, "application/problem+json"), (answer[0].GetInt32(), answer[1].GetBoolean(), answer[2].GetString()));
        Assert.DoesNotContain("<", answer[3].GetString(), StringComparison.Ordinal);
    }

    /// <summary>The visitor has a session already, so that all of them carry the key that the login replaces.</summary>
    [Fact]
    public async Task RequestsBesideALoginLeaveTheVisitorSignedIn()
    {
        await using var window = await chromium.OpenAsync(withScripts: true);
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/preferences");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Shows(page, "Saved 1 times");
        Assert.NotNull(await Cookie(window));
        var statuses = await page.EvaluateAsync<int[]>(
            """
            async () => {
              const post = (path, fields) => fetch(path, { method: 'POST', body: new URLSearchParams(fields) }).then(r => r.status);
              const some = i => i % 2 ? post('/preferences', { theme: 'dark' }) : fetch('/preferences').then(r => r.status);
              const before = [0, 1, 2, 3].map(some);
              const login = post('/login', { username: 'ada', password: 'ada-password' });
              return await Promise.all([login, ...before, ...[4, 5, 6, 7].map(some)]);
            }
            """);
        Assert.All(statuses, static s => Assert.Equal(200, s));
        await page.GotoAsync(site.Address + "/");
        await Shows(page, "Welcome, ada");
    }

    [Fact]
    public async Task ALoginOutlivesTheBrowserWhereTheVisitorSaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("bolt-browser").FullName;
        try
        {
            await using (var browser = await chromium.StartAsync(folder))
            {
                await browser.Pages[0].GotoAsync(site.Address + "/login");
                await SignIn(browser.Pages[0], "ada", keep: true);
                await Shows(browser.Pages[0], "Welcome, ada");
            }

            await using (var browser = await chromium.StartAsync(folder))
            {
                await browser.Pages[0].GotoAsync(site.Address + "/");
                await Shows(browser.Pages[0], "Welcome, ada");
                await browser.Pages[0].GotoAsync(site.Address + "/login?next=/");
                await SignIn(browser.Pages[0], "ada");
                await Shows(browser.Pages[0], "Welcome, ada");
            }

            await using (var browser = await chromium.StartAsync(folder))
            {
                await browser.Pages[0].GotoAsync(site.Address + "/");
                Assert.Equal(site.Address + "/login?next=/", browser.Pages[0].Url);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SignIn(IPage page, string name, bool keep = false)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(name + "-password");
        if (keep)
        {
            await page.GetByLabel("Keep me signed in").CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Arrives(page, "^(?!.*/login)");
    }

    /// <summary>The address, now or when the page changes. (<c>WaitForURLAsync</c> may miss that a page is loaded, and waits for it then.)</summary>
    private static Task Arrives(IPage page, string pattern) => Chromium.IsAt(page, pattern);

    private static Task Shows(IPage page, string text) => Chromium.Shows(page, text);

    private async Task<string?> Cookie(IBrowserContext window) => (await window.CookiesAsync([site.Address])).SingleOrDefault()?.Value;
}
