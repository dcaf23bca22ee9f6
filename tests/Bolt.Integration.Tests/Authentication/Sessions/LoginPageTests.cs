using System.Net;
using Bolt.Guards.Redirects;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>What <c>session-behavior.json</c> says of guards that redirect, of the login page and of logging out. Each test names its rows; what speaks of a whole site is in <c>SampleTests</c> too.</summary>
public sealed class LoginPageTests
{
    private static Task<Browser> WithLoginPage(string url = "/site-login", string? parameter = "next") =>
        Browser.StartAsync(s => s.AddBolt().AddSessions(o => (o.LoginUrl, o.ReturnUrlParameter) = (url, parameter)));

    [Fact]
    public async Task S133_Logout_sends_to_the_login_page_without_next()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var (path, location) in new[] { ("/site-login/out", "/site-login"), ("/site-login/out?fallback=/own-login", "/own-login") })
        {
            await browser.Post("login/1");
            await browser.Post(path);
            browser.IsSentTo(location);
            Assert.Null(browser.Cookie);
        }
    }

    [Theory]
    [InlineData("next=/session/me", "/session/me")]
    [InlineData("goTo=/session/me%3Fa", "/session/me?a")]
    [InlineData("next=/session/me&fallback=/own-login", "/session/me")]
    public async Task S137_S138_Logout_sends_on_to_a_local_next(string query, string location)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("/site-login/out?" + query);
        browser.IsSentTo(location);
        Assert.Equal("anonymous", await browser.Get("me"));
    }

    [Theory]
    [InlineData("https://evil.example/", "")]
    [InlineData("http://127.0.0.1/site-login", "")]
    [InlineData("//evil.example/a", "&fallback=/own-login")]
    public async Task S139_S140_Logout_with_next_off_the_site_ends_the_session_and_stays(string next, string more)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var copy = browser.Other(withCookies: true);
        await browser.Post($"/site-login/out?next={Uri.EscapeDataString(next)}{more}");
        browser.IsSentTo(more.Length == 0 ? "/site-login" : "/own-login");
        Assert.Equal("anonymous", await copy.Get("me"));
    }

    [Fact]
    public async Task S141_Logout_behind_LoginRequired_asks_an_anonymous_visitor_to_sign_in()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("/site/logout");
        browser.IsSentTo("/login");
        Assert.Null(browser.SetCookie);
    }

    [Theory]
    [InlineData("/site/page", "/login?next=/site/page")]
    [InlineData("/site/later", "/login?next=/site/later")]
    [InlineData("/site/own", "/own-login?next=/site/own")]
    [InlineData("/site/own-later", "/own-login?next=/site/own-later")]
    public async Task S158_S159_S160_S161_S162_S163_Nobody_is_sent_to_the_login_page_and_a_member_passes(string path, string location)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get(path);
        browser.IsSentTo(location);
        Assert.Null(browser.SetCookie);
        await browser.Post("login/1");
        await browser.Get(path);
        browser.Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/login/", "/login/?next=/site/page")]
    [InlineData("/login/?a=b&c", "/login/?a=b&c&next=/site/page")]
    [InlineData("/login?next=/old&a=b", "/login?a=b&next=/site/page")]
    [InlineData("/søk", "/s%C3%B8k?next=/site/page")]
    public async Task S164_S167_S168_The_login_page_of_the_options_is_shown_what_was_wanted(string url, string location)
    {
        await using var browser = await WithLoginPage(url);
        await browser.Get("/site/page");
        browser.IsSentTo(location);
    }

    [Theory]
    [InlineData("https://accounts.example.com/login")]
    [InlineData("https:///login/")]
    [InlineData("//accounts.example.com/login")]
    [InlineData("login")]
    [InlineData("")]
    public async Task S165_S166_S174_A_login_page_off_the_site_stops_the_program(string url)
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => WithLoginPage(url));
        Assert.Contains("LoginUrl is not a path on this site", problem.Message, StringComparison.Ordinal);
        if (url.Length > 0)
        {
            Assert.Throws<ArgumentException>(() => new LoginRequired { LoginUrl = url });
        }
    }

    [Fact]
    public async Task S165_A_login_page_off_the_site_stops_the_program_from_configuration_too()
    {
        await using var started = await Browser.StartAsync();
        Assert.Equal("/login", started.App.Services.GetRequiredService<IOptions<SessionOptions>>().Value.LoginUrl);
        await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(
            configuration: static c => c.Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = [new("Bolt:Sessions:LoginUrl", "https://evil.example/")] })));
    }

    [Theory]
    [InlineData("/site/any/s%C3%B8k", "/login?next=/site/any/s%25C3%25B8k")]
    [InlineData("/site/any/%22%3Ca%3E?q=%F0%9F%99%82", "/login?next=/site/any/%2522%253Ca%253E%3Fq%3D%25F0%259F%2599%2582")]
    public async Task S169_What_was_wanted_is_percent_encoded(string path, string location)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get(path);
        browser.IsSentTo(location);
    }

    [Theory]
    [InlineData("goto", "/site-login?goto=/site/page")]
    [InlineData(null, "/site-login")]
    public async Task S170_S171_The_parameter_has_the_name_of_the_options_or_is_left_out(string? parameter, string location)
    {
        await using var browser = await WithLoginPage(parameter: parameter);
        await browser.Get("/site/page");
        browser.IsSentTo(location);
    }

    [Fact]
    public async Task S172_S202_Class_wide_guard_asks_everybody_but_for_a_page_of_its_own_and_a_path_that_is_not_there()
    {
        await using var browser = await WithLoginPage();
        await browser.Get("/site/page");
        browser.IsSentTo("/site-login?next=/site/page");
        await browser.Get("/site/own");
        browser.IsSentTo("/own-login?next=/site/own");
        await browser.Get("/site/not-there");
        browser.Is(HttpStatusCode.NotFound);
        await browser.Get("/site-login");
        browser.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task S176_Posted_form_of_nobody_is_sent_to_the_login_page_without_next()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Submit("/site/page", ("a", "b"));
        browser.IsSentTo("/login");
    }

    [Fact]
    public async Task S177_S178_S182_S183_Permissions_are_all_asked_and_a_member_who_lacks_one_may_have_another_account()
    {
        await using var browser = await Browser.StartAsync();
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = new[] { "a.b" } };
        await browser.Post("login/1");
        await browser.Get("/member/permission");
        browser.Is(HttpStatusCode.OK);
        await browser.Get("/member/permissions");
        browser.IsSentTo("/login?next=/member/permissions");
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = new[] { "a.b", "c.d" } };
        await browser.Get("/member/permissions");
        browser.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task S179_S180_S181_RaiseException_is_403_for_everybody_and_else_nobody_is_sent_to_the_login_page()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get("/member/permission");
        browser.IsSentTo("/login?next=/member/permission");
        await browser.Get("/member/permission-403");
        browser.Is(HttpStatusCode.Forbidden);
        await browser.Post("login/1");
        await browser.Get("/member/permission-403");
        browser.Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task S184_S200_Member_without_the_permission_runs_in_no_circle()
    {
        await using var browser = await WithLoginPage();
        await browser.Post("login/1");
        await browser.Get("/member/permission");
        browser.IsSentTo("/site-login?next=/member/permission");
        Assert.Equal("<form> another account", await browser.Get(browser.Location!));
        browser.Is(HttpStatusCode.OK);
        // Nobody was sent here: there is nothing to sign in for.
        await browser.Get("/site-login");
        browser.IsSentTo("/site/page");
        // A visitor whom nobody knows gets the page, sent here or not.
        var visitor = browser.Other();
        foreach (var path in new[] { "/site-login", "/site-login?next=/member/permission" })
        {
            Assert.Equal("<form>", await visitor.Get(path));
            visitor.Is(HttpStatusCode.OK);
            Assert.Null(visitor.Location);
        }
    }

    [Theory]
    [InlineData("/member/stacked", 302)]
    [InlineData("/member/stacked-otherwise", 403)]
    public async Task S185_S186_Stacked_guards_keep_their_order(string path, int nobody)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get(path);
        browser.Is((HttpStatusCode)nobody);
        await browser.Post("login/1");
        await browser.Get(path);
        browser.Is(HttpStatusCode.Forbidden);
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = new[] { "a.b" } };
        await browser.Get(path);
        browser.Is(HttpStatusCode.OK);
    }

    /// <summary>Bolt's side: only the set counts, no matter who the user is. The source fills it.</summary>
    [Fact]
    public void S187_Administrator_has_no_permission_that_is_not_in_the_set()
    {
        var known = new GuardContext(new DefaultHttpContext(), new AuthContext("1", "session") { IsStaff = true, IsSuperuser = true });
        Assert.False(new PermissionRequired("a.b").Evaluate(known).IsAllowed);
        Assert.False(new PermissionRequired("a.b").Evaluate(new GuardContext(new DefaultHttpContext(), null)).IsAllowed);
    }

    /// <summary>Bolt's side: names are strings of their own, and one string is one name.</summary>
    [Fact]
    public async Task S188_One_string_is_one_permission()
    {
        await using var browser = await Browser.StartAsync();
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = new[] { "a.b", "c.d" } };
        await browser.Post("login/1");
        await browser.Get("/member/one-name");
        browser.IsSentTo("/login?next=/member/one-name");
    }

    /// <summary>Bolt's side: there is one source of permissions, so nothing is asked behind one that says no.</summary>
    [Fact]
    public async Task S189_Withdrawn_permission_counts_at_once()
    {
        await using var browser = await Browser.StartAsync();
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = new[] { "a.b" } };
        await browser.Post("login/1");
        await browser.Get("/member/permission");
        browser.Is(HttpStatusCode.OK);
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = PermissionSet.Empty };
        await browser.Get("/member/permission");
        browser.Is(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("/member/test", "/login?next=/member/test")]
    [InlineData("/member/test-later", "/login?next=/member/test-later")]
    [InlineData("/member/test-own", "/own-login?next=/member/test-own")]
    public async Task S190_S192_Test_of_the_user_decides(string path, string location)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get(path);
        browser.IsSentTo(location);
        await browser.Post("login/2");
        await browser.Get(path);
        browser.IsSentTo(location);
        await browser.Post("login/1");
        await browser.Get(path);
        browser.Is(HttpStatusCode.OK);
    }

    /// <summary>Bolt's side: a test sees users, and nobody is none.</summary>
    [Fact]
    public async Task S191_Test_that_anyone_passes_is_not_passed_by_nobody()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get("/member/anyone");
        browser.IsSentTo("/login?next=/member/anyone");
        await browser.Post("login/2");
        Assert.Equal("anyone", await browser.Get("/member/anyone"));
    }

    [Fact]
    public async Task S193_RaiseException_of_a_test_is_403_and_says_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get("/member/test-403");
        browser.Is(HttpStatusCode.Forbidden);
        await browser.Post("login/2");
        Assert.DoesNotContain("test", await browser.Get("/member/test-403"), StringComparison.OrdinalIgnoreCase);
        browser.Is(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("http:///example.com")]
    [InlineData("https://example.com")]
    [InlineData("ftp://example.com")]
    [InlineData("///example.com")]
    [InlineData("//example.com")]
    [InlineData("javascript:alert(\"XSS\")")]
    [InlineData("http://127.0.0.1/session/me")]
    public async Task S194_S196_S199_Login_is_done_and_leads_not_off_the_site(string next)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Submit("/site-login", ("id", "1"), ("next", next));
        browser.IsSentTo("/site/page");
        Assert.Equal("page of 1", await browser.Get("/site/page"));
    }

    [Theory]
    [InlineData("/view/?param=http://example.com")]
    [InlineData("/view/?param=https://example.com")]
    [InlineData("/view?param=ftp://example.com")]
    [InlineData("/url%20with%20spaces/")]
    public async Task S195_Login_leads_to_a_local_next(string next)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Submit("/site-login", ("id", "1"), ("next", next));
        browser.IsSentTo(next);
    }

    [Fact]
    public async Task S197_S198_The_forms_next_comes_before_the_querys_and_a_safe_one_before_the_default()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Submit("/site-login?next=/query", ("id", "1"), ("next", "/form"));
        browser.IsSentTo("/form");
        await browser.Submit("/site-login?next=/query", ("id", "1"));
        browser.IsSentTo("/query");
        await browser.Submit("/site-login?fallback=/own", ("id", "1"));
        browser.IsSentTo("/own");
        await browser.Submit("/site-login", ("id", "1"));
        browser.IsSentTo("/site/page");
    }

    [Theory]
    [InlineData("/site/closed-login", "/site/closed-login")]
    [InlineData("/site/Closed-Login/?x", "/site/closed-login?y=z")]
    public async Task S201_A_login_page_behind_its_own_guard_is_401(string path, string url)
    {
        await using var browser = await WithLoginPage(url);
        await browser.Get(path);
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Null(browser.Location);
        await browser.Post("login/1");
        Assert.Equal("closed", await browser.Get(path));
    }

    [Fact]
    public void S203_Without_a_default_page_it_is_an_error_of_the_program() =>
        Assert.Equal("fallback", Assert.Throws<ArgumentException>(static () => LocalUrl.OrDefault(null, "")).ParamName);

    /// <summary>From a page to the login page, through the login, and back: what the visitor wanted arrives.</summary>
    [Theory]
    [InlineData("/site/any/s%C3%B8k?q=%C3%B8&a=%2Fx%3Fy")]
    [InlineData("/site/any/a%20b/?next=//evil.example")]
    [InlineData("/site/any/%25?%25")]
    public async Task The_way_back_is_the_way_there(string path)
    {
        await using var browser = await WithLoginPage();
        await browser.Get(path);
        Assert.StartsWith("/site-login?next=/site/any/", browser.Location);
        await browser.Submit(browser.Location!, ("id", "1"));
        browser.IsSentTo(path);
        await browser.Get(path);
        browser.Is(HttpStatusCode.OK);
    }

    /// <summary>A value that is refused as <see cref="LoginRedirect"/>'s own answer never gets into a header.</summary>
    [Theory]
    [InlineData("/%5Cevil.example")]
    [InlineData("//evil.example")]
    public async Task What_leads_off_the_site_is_left_out(string rest)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get("/site/any" + rest);
        browser.Is(HttpStatusCode.Redirect);
        Assert.True(LocalUrl.TryCreate(browser.Location, out _), browser.Location);
    }
}
