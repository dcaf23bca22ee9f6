using System.Net;
using System.Text.RegularExpressions;

namespace Bolt.Browser.Tests;

/// <summary>The sample over HTTP, without a browser. Rows of <c>session-behavior.json</c> that speak of a whole site are here.</summary>
public sealed partial class SampleTests(SampleTests.OwnSite own) : IClassFixture<SampleTests.OwnSite>
{
    private readonly Site _site = own.Site;

    [Theory]
    [InlineData("/", "/login?next=/")]
    [InlineData("/devices?a=b", "/login?next=/devices%3Fa%3Db")]
    [InlineData("/password", "/login?next=/password")]
    [InlineData("/admin", "/login?next=/admin")]
    public async Task S172_S173_Every_page_is_for_members(string path, string location)
    {
        using var visitor = new Visitor(_site);
        await visitor.Get(path);
        visitor.Is(HttpStatusCode.Redirect, location);
        await visitor.SignIn("grace");
        await visitor.Get(path);
        visitor.Is(HttpStatusCode.OK);
        Assert.True(visitor.Last.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/preferences")]
    public async Task S172_S175_S202_Pages_that_say_so_are_for_anyone(string path)
    {
        using var visitor = new Visitor(_site);
        await visitor.Get(path);
        visitor.Is(HttpStatusCode.OK);
        Assert.Null(visitor.SetCookie);
        await visitor.SignIn("ada");
        await visitor.Get(path + "?next=/");
        visitor.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task S172_A_page_that_is_not_there_is_404_and_no_redirect()
    {
        using var visitor = new Visitor(_site);
        await visitor.Get("/nothing");
        visitor.Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_program_gets_a_status()
    {
        using var visitor = new Visitor(_site) { Accept = "application/json" };
        await visitor.Get("/devices");
        visitor.Is(HttpStatusCode.Unauthorized);
        Assert.Equal("application/problem+json", visitor.Last.Content.Headers.ContentType?.ToString());
        await visitor.SignIn("ada");
        await visitor.Get("/admin");
        visitor.Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_wrong_password_shows_the_form_again_with_every_value_encoded()
    {
        using var visitor = new Visitor(_site);
        var html = await visitor.Post("/login", ("username", "\"><script>alert(1)</script>"), ("password", "x"), ("next", "/devices"));
        visitor.Is(HttpStatusCode.UnprocessableEntity);
        Assert.Null(visitor.SetCookie);
        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"", html, StringComparison.Ordinal);
        Assert.Contains("<input name=\"next\" type=\"hidden\" value=\"/devices\">", html, StringComparison.Ordinal);
        await visitor.Post("/login", ("next", "/"));
        visitor.Is(HttpStatusCode.UnprocessableEntity);
        await visitor.Post("/login", ("username", "ada"), ("password", "grace-password"));
        visitor.Is(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("/devices?a=b", "/devices?a=b")]
    [InlineData("/søk", "/s%C3%B8k")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("", "/")]
    public async Task The_login_page_sends_on_to_this_site_only(string next, string location)
    {
        using var visitor = new Visitor(_site);
        var form = await visitor.Get("/login?next=" + Uri.EscapeDataString(next));
        await visitor.Post("/login", ("username", "ada"), ("password", "ada-password"), ("next", WebUtility.HtmlDecode(Next().Match(form).Groups[1].Value)));
        visitor.Is(HttpStatusCode.Redirect, location);
        await visitor.Post("/login", ("username", "ada"), ("password", "ada-password"), ("next", next));
        visitor.Is(HttpStatusCode.Redirect, location);
    }

    [Fact]
    public async Task S184_A_member_without_the_permission_can_take_another_account_and_runs_in_no_circle()
    {
        using var visitor = new Visitor(_site);
        await visitor.SignIn("ada");
        await visitor.Get("/admin");
        visitor.Is(HttpStatusCode.Redirect, "/login?next=/admin");
        Assert.Contains("ada may not see that page", await visitor.Get(visitor.Location!), StringComparison.Ordinal);
        visitor.Is(HttpStatusCode.OK);
        await visitor.Post("/login", ("username", "grace"), ("password", "grace-password"), ("next", "/admin"));
        visitor.Is(HttpStatusCode.Redirect, "/admin");
        Assert.Contains("<td>ada</td>", await visitor.Get("/admin"), StringComparison.Ordinal);
        await visitor.Get("/login");
        visitor.Is(HttpStatusCode.Redirect, "/");
    }

    [Fact]
    public async Task Session_data_of_a_visitor_is_there_after_the_login()
    {
        using var visitor = new Visitor(_site);
        await visitor.Post("/preferences", ("theme", "dark"));
        visitor.Is(HttpStatusCode.Redirect, "/preferences");
        await visitor.Post("/preferences", ("theme", "anything"));
        await visitor.Post("/preferences", ("theme", "dark"));
        var before = visitor.Cookie;
        await visitor.SignIn("ada");
        Assert.NotEqual(before, visitor.Cookie);
        var page = await visitor.Get("/preferences");
        Assert.Contains("<body class=\"dark\">", page, StringComparison.Ordinal);
        Assert.Contains("Saved 3 times", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_ends_a_session_on_another_device_and_nobody_elses()
    {
        await using var site = new Site();
        using var here = new Visitor(site);
        using var there = new Visitor(site);
        using var grace = new Visitor(site);
        await here.SignIn("ada");
        await there.SignIn("ada");
        await grace.SignIn("grace");
        var others = Keys().Matches(await here.Get("/devices"));
        var key = Assert.Single(others).Groups[1].Value;
        await grace.Post("/devices/end", ("key", key));
        grace.Is(HttpStatusCode.NotFound);
        await there.Get("/");
        there.Is(HttpStatusCode.OK);
        await here.Post("/devices/end", ("key", key));
        here.Is(HttpStatusCode.Redirect, "/devices");
        await there.Get("/");
        there.Is(HttpStatusCode.Redirect, "/login?next=/");
        await here.Get("/");
        here.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_of_a_members_sessions()
    {
        await using var site = new Site();
        using var here = new Visitor(site);
        using var there = new Visitor(site);
        using var grace = new Visitor(site);
        await here.SignIn("ada");
        await there.SignIn("ada");
        await grace.SignIn("grace");
        var stolen = here.Cookie;
        await here.Post("/logout/everywhere");
        here.Is(HttpStatusCode.Redirect, "/login");
        Assert.Null(here.Cookie);
        here.Cookie = stolen;
        foreach (var visitor in new[] { here, there })
        {
            await visitor.Get("/");
            visitor.Is(HttpStatusCode.Redirect, "/login?next=/");
        }

        await grace.Get("/");
        grace.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_is_said_once()
    {
        await using var site = new Site();
        using var here = new Visitor(site);
        using var there = new Visitor(site);
        await here.SignIn("ada");
        await there.SignIn("ada");
        await here.Post("/password", ("current", "wrong"), ("password", "correct horse battery"));
        here.Is(HttpStatusCode.UnprocessableEntity);
        await here.Post("/password", ("current", "ada-password"), ("password", "short"));
        here.Is(HttpStatusCode.UnprocessableEntity);
        await there.Get("/");
        there.Is(HttpStatusCode.OK);

        var before = here.Cookie;
        await here.Post("/password", ("current", "ada-password"), ("password", "correct horse battery"));
        here.Is(HttpStatusCode.Redirect, "/");
        Assert.NotEqual(before, here.Cookie);
        await there.Get("/");
        there.Is(HttpStatusCode.Redirect, "/login?next=/");
        Assert.Contains("The password was changed", await here.Get("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("The password was changed", await here.Get("/"), StringComparison.Ordinal);
        here.Is(HttpStatusCode.OK);
        await there.Post("/login", ("username", "ada"), ("password", "ada-password"));
        there.Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Staff_ends_a_members_sessions_with_a_recent_login_only()
    {
        await using var site = new Site();
        using var ada = new Visitor(site);
        using var grace = new Visitor(site);
        await ada.SignIn("ada");
        await grace.SignIn("grace");
        await ada.Post("/admin/end", ("id", "2"));
        ada.Is(HttpStatusCode.Redirect, "/login");
        site.Time.Advance(TimeSpan.FromMinutes(31));
        await grace.Post("/admin/end", ("id", "1"));
        grace.Is(HttpStatusCode.Redirect, "/login");
        await ada.Get("/");
        ada.Is(HttpStatusCode.OK);
        await grace.SignIn("grace");
        await grace.Post("/admin/end", ("id", "1"));
        grace.Is(HttpStatusCode.Redirect, "/admin");
        await ada.Get("/");
        ada.Is(HttpStatusCode.Redirect, "/login?next=/");
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/logout")]
    [InlineData("/logout/everywhere")]
    [InlineData("/preferences")]
    [InlineData("/devices/end")]
    [InlineData("/password")]
    public async Task Another_site_changes_nothing(string path)
    {
        using var visitor = new Visitor(_site);
        await visitor.SignIn("ada");
        foreach (var from in new[] { "cross-site", "same-site" })
        {
            visitor.From = from;
            await visitor.Post(path, ("username", "grace"), ("password", "grace-password"), ("theme", "dark"), ("key", "x"), ("current", "ada-password"), ("password", "correct horse battery"));
            visitor.Is(HttpStatusCode.Forbidden);
            Assert.Null(visitor.SetCookie);
        }
    }

    [GeneratedRegex("name=\"next\" type=\"hidden\" value=\"([^\"]*)\"")]
    private static partial Regex Next();

    [GeneratedRegex("name=\"key\" value=\"([^\"]*)\"")]
    private static partial Regex Keys();

    /// <summary>A site beside that of the browser's tests, whose clock they move.</summary>
    public sealed class OwnSite : IAsyncDisposable
    {
        public Site Site { get; } = new();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
