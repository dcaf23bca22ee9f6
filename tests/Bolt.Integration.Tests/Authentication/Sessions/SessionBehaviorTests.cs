using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt.Integration.Tests;

/// <summary>What <c>session-behavior.json</c> says of session data and its cookie, over HTTP. Each test names its rows.</summary>
public sealed class SessionBehaviorTests
{
    [Fact]
    public async Task S001_S067_Session_not_touched_asks_no_store_and_sets_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        browser.Store.Calls = 0;
        await browser.Other().Get("untouched");
        Assert.Equal(0, browser.Store.Calls);
        var anonymous = browser.Other();
        await anonymous.Get("untouched");
        Assert.Null(anonymous.SetCookie);
        Assert.False(anonymous.Last.Headers.Contains("Vary"));
    }

    [Fact]
    public async Task S002_S003_S008_S009_S010_Missing_value_is_null_or_the_default_and_writes_nothing()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("null", await browser.Get("get/missing"));
        Assert.Equal("42", await browser.Get("number/missing"));
        Assert.Equal("default", await browser.Post("pop/missing"));
        Assert.Null(browser.SetCookie);
    }

    [Fact]
    public async Task S004_S005_S019_S032_S065_First_value_creates_a_session_and_sets_its_cookie()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("set", await browser.Post("set/a/one"));
        Assert.Matches("^__Host-bolt=[A-Za-z0-9_-]{64}; path=/; secure; samesite=lax; httponly$", browser.SetCookie);
        Assert.Equal("Cookie", browser.Last.Headers.Vary.Single());
        Assert.True(browser.Last.Headers.CacheControl!.NoStore);
        Assert.Equal("one", await browser.Get("get/a"));
    }

    [Fact]
    public async Task S006_S007_S064_Popped_value_is_gone_and_the_cookie_is_not_sent_again()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/one");
        var cookie = browser.Cookie;
        Assert.Equal("one", await browser.Post("pop/a"));
        Assert.Null(browser.SetCookie);
        Assert.Equal("default", await browser.Post("pop/a"));
        Assert.Equal("", await browser.Get("keys"));
        Assert.Equal(cookie, browser.Cookie);
    }

    [Fact]
    public async Task S013_S014_S015_S016_Keys_and_items_are_listed()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        await browser.Post("set/b/2");
        Assert.Equal("a b", await browser.Get("keys"));
        Assert.Equal("a=\"1\" b=\"2\"", await browser.Get("items"));
        Assert.Null(browser.SetCookie);
    }

    [Fact]
    public async Task S017_S018_Clear_removes_values_and_keeps_login_and_key()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        var cookie = browser.Cookie;
        browser.Store.Asked.Clear();
        await browser.Post("clear");
        // The look-up is the caller's.
        Assert.Equal(["FindAsync", "ApplyAsync"], browser.Store.Asked);
        Assert.Equal("", await browser.Get("keys"));
        Assert.Equal(cookie, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
    }

    /// <summary>Before anything was loaded: a handler clears, and up to then the store has not been asked; the values are not read for it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S018_Clear_looks_nothing_up(bool hasSession)
    {
        var (before, after) = (-1, -1);
        await using var browser = await Browser.StartAsync(map: app =>
        {
            app.MapBolt();
            app.MapPost("/session/plain/clear", (HttpContext http, ISessionStore store) =>
            {
                before = ((CountingStore)store).Calls;
                http.GetBoltSession().Clear();
                after = ((CountingStore)store).Calls;
            });
        });
        if (hasSession)
        {
            await browser.Post("set/a/1");
        }

        browser.Store.Calls = 0;
        await browser.Post("plain/clear");
        browser.Is(HttpStatusCode.OK);
        Assert.Equal((0, 0), (before, after));
        // When the response starts: whether the key is the session's, and the write itself.
        Assert.Equal(hasSession ? 2 : 0, browser.Store.Calls);
        Assert.Equal("", await browser.Get("keys"));
    }

    [Fact]
    public async Task S021_S061_Flush_ends_the_session_and_deletes_the_cookie()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var thief = browser.Other(withCookies: true);
        await browser.Post("flush");
        Assert.Equal("__Host-bolt=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; path=/; secure; samesite=lax; httponly", browser.SetCookie);
        Assert.Equal("Cookie", browser.Last.Headers.Vary.Single());
        Assert.Equal("anonymous", await thief.Get("me"));
    }

    [Fact]
    public async Task S063_Flush_without_a_session_sets_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("flush");
        Assert.Null(browser.SetCookie);
        Assert.Equal("Cookie", browser.Last.Headers.Vary.Single());
    }

    [Fact]
    public async Task S022_S023_S040_Cycle_gives_another_key_and_keeps_the_data()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        await browser.Post("set/b/2");
        var thief = browser.Other(withCookies: true);
        var id = await browser.Post("cycle");
        Assert.NotEqual(thief.Cookie, browser.Cookie);
        Assert.Equal(22, id.Length);
        Assert.Equal("a b", await browser.Get("keys"));
        Assert.Equal("", await thief.Get("keys"));
    }

    [Fact]
    public async Task S028_Value_that_does_not_fit_is_the_default_and_logged()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/text");
        Assert.Equal("42", await browser.Get("number/a"));
        Assert.Equal("text", await browser.Get("get/a"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("abcdefg")]
    [InlineData("abcdefgh")]
    [InlineData("a\\b")]
    [InlineData("a/b")]
    public async Task S036_S037_S038_S039_S042_S043_S044_Malformed_key_costs_no_look_up_and_is_not_adopted(string key)
    {
        await using var browser = await Browser.StartAsync();
        browser.Cookies["__Host-bolt"] = key;
        Assert.Equal("null", await browser.Get("get/a"));
        browser.Cookies["__Host-bolt"] = new string('a', 1300);
        Assert.Equal("null", await browser.Get("get/a"));
        Assert.Equal(0, browser.Store.Calls);
        browser.Cookies["__Host-bolt"] = key;
        await browser.Post("set/a/1");
        Assert.NotEqual(key, browser.Cookie);
        Assert.Equal("1", await browser.Get("get/a"));
    }

    [Fact]
    public async Task S041_Unknown_key_is_never_adopted_and_creates_nothing()
    {
        await using var browser = await Browser.StartAsync();
        var planted = new string('A', 64);
        browser.Cookies["__Host-bolt"] = planted;
        Assert.Equal("null", await browser.Get("get/a"));
        Assert.Null(browser.SetCookie);
        await browser.Post("login/1");
        Assert.NotEqual(planted[..21], browser.Cookie![..21]);
    }

    [Fact]
    public async Task S045_S083_S082_Session_is_over_when_idle_and_lives_while_used()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions(static o => o.IdleTimeout = TimeSpan.FromHours(1)));
        await browser.Post("login/1");
        for (var i = 0; i < 4; i++)
        {
            browser.Time.Advance(TimeSpan.FromMinutes(59));
            Assert.Equal("1", await browser.Get("guarded"));
            Assert.Null(browser.SetCookie);
        }

        browser.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("anonymous", await browser.Get("me"));
    }

    [Fact]
    public async Task S072_S068_Session_ends_at_its_end_whatever_it_is_used_for()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions(static o => (o.IdleTimeout, o.AbsoluteTimeout) = (TimeSpan.FromHours(1), TimeSpan.FromHours(3))));
        await browser.Post("login/1?persistent=true");
        Assert.EndsWith("; max-age=10800", browser.SetCookie);
        for (var i = 0; i < 5; i++)
        {
            browser.Time.Advance(TimeSpan.FromMinutes(35));
            Assert.Equal("1", await browser.Get("guarded"));
        }

        browser.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("anonymous", await browser.Get("me"));
    }

    [Fact]
    public async Task S050_S051_Session_ended_meanwhile_does_not_come_back_and_the_response_stands()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var other = browser.Other(withCookies: true);
        await browser.Post("logout");
        Assert.Equal("set", await other.Post("set/a/1"));
        other.Is(HttpStatusCode.OK);
        Assert.Equal("anonymous", await other.Get("me"));
    }

    [Fact]
    public async Task S052_Parallel_writes_of_different_keys_both_stay()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/first/1");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => browser.Other(withCookies: true).Post($"set/k{i}/1")));
        Assert.Equal(21, (await browser.Get("keys")).Split(' ').Length);
    }

    [Theory]
    [InlineData("status/500")]
    [InlineData("status/503")]
    [InlineData("throw")]
    [InlineData("custom?status=500")]
    public async Task S059_S060_Nothing_is_written_where_the_server_failed(string path)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post(path);
        Assert.Null(browser.SetCookie);
        await browser.Post("set/b/1");
        await browser.Post(path);
        Assert.Equal("b", await browser.Get("keys"));
    }

    [Theory]
    [InlineData("status/404")]
    [InlineData("void")]
    [InlineData("custom")]
    [InlineData("set/a/x")]
    public async Task Written_with_every_kind_of_result(string path)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post(path);
        Assert.NotNull(browser.SetCookie);
        Assert.Equal("a", await browser.Get("keys"));
    }

    [Fact]
    public async Task S066_Read_session_varies_and_sets_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        await browser.Get("get/a");
        Assert.Equal("Cookie", browser.Last.Headers.Vary.Single());
        Assert.Null(browser.SetCookie);
        Assert.True(browser.Last.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task S070_Cookie_of_an_unknown_session_is_not_deleted()
    {
        await using var browser = await Browser.StartAsync();
        browser.Cookies["__Host-bolt"] = new string('B', 64);
        Assert.Equal("anonymous", await browser.Get("me"));
        await browser.Get("get/a");
        await browser.Post("logout");
        Assert.Null(browser.SetCookie);
    }

    [Fact]
    public async Task S096_S097_Store_that_is_down_is_503_and_never_anonymous()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var cookie = browser.Cookie;
        browser.Store.IsDown = true;
        foreach (var path in new[] { "guarded", "get/a", "keys" })
        {
            await browser.Get(path);
            browser.Is(HttpStatusCode.ServiceUnavailable);
            Assert.Null(browser.SetCookie);
            Assert.NotNull(browser.Last.Headers.RetryAfter);
        }

        await browser.Other().Post("set/a/1");
        browser.Store.IsDown = false;
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal(cookie, browser.Cookie);
    }

    [Fact]
    public async Task Failed_commit_is_503_instead_of_the_result()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        browser.Store.FailsWrites = true;
        foreach (var path in new[] { "set/b/2", "void", "status/404" })
        {
            await browser.Post(path);
            browser.Is(HttpStatusCode.ServiceUnavailable);
            Assert.Null(browser.Last.Headers.RetryAfter);
        }

        await browser.Post("custom");
        browser.Is(HttpStatusCode.InternalServerError);
        await browser.Post("logout");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        browser.Store.FailsWrites = false;
        Assert.Equal("a", await browser.Get("keys"));
    }

    [Fact]
    public async Task Session_that_would_grow_too_large_is_413()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions(static o => o.MaximumSize = 1000));
        Assert.Equal("kept", await browser.Post("large/900"));
        await browser.Post("large/1001");
        browser.Is(HttpStatusCode.RequestEntityTooLarge);
        await browser.Post("set/other/" + new string('y', 200));
        browser.Is(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("large", await browser.Get("keys"));
    }

    [Fact]
    public async Task Write_behind_the_start_of_the_response_throws()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("started refused", await browser.Post("late"));
    }

    [Fact]
    public async Task Session_is_over_with_its_request()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("escape");
        await browser.App.StopAsync();
        var session = browser.App.Services.GetRequiredService<Escaped>().Session!;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.GetAsync<int>("a", TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.SetAsync("a", 1, TestContext.Current.CancellationToken).AsTask());
        Assert.Throws<ObjectDisposedException>(session.Clear);
    }

    [Fact]
    public async Task Accepted_request_costs_one_look_up_and_one_user()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var loads = browser.Members.Loads;
        browser.Store.Calls = 0;
        Assert.Equal("name of 1", await browser.Get("user"));
        Assert.Equal((1, loads + 1), (browser.Store.Calls, browser.Members.Loads));
        browser.Store.Calls = 0;
        await browser.Get("keys");
        Assert.Equal((1, loads + 2), (browser.Store.Calls, browser.Members.Loads));
    }

    /// <summary>Where no user is asked, authentication keeps nothing but the caller: the session takes its record from there.</summary>
    [Fact]
    public async Task Accepted_request_costs_one_look_up_where_there_are_no_users()
    {
        await using var browser = await Browser.StartAsync(static s => s.RemoveAll<ISessionUserSource>());
        await browser.Post("login/1");
        browser.Store.Calls = 0;
        await browser.Get("keys");
        browser.Is(HttpStatusCode.OK);
        Assert.Equal(1, browser.Store.Calls);
    }

    [Fact]
    public async Task What_a_request_has_set_it_can_pop_once()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/popped/before");
        Assert.Equal("set null", await browser.Post("r/set-pop"));
        Assert.Equal("", await browser.Get("keys"));
        var visitor = browser.Other();
        Assert.Equal("set null", await visitor.Post("r/set-pop"));
        Assert.Equal("", await visitor.Get("keys"));
    }

    /// <summary>A copy of the cookie from before the key was replaced takes nothing, within the minute of late requests too.</summary>
    [Fact]
    public async Task Late_request_pops_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        var copy = browser.Other(withCookies: true);
        await browser.Post("cycle");
        await copy.Post("pop/a");
        Assert.Equal("a", await browser.Get("keys"));
        Assert.Equal("1", await browser.Post("pop/a"));
    }

    [Fact]
    public async Task What_was_popped_is_gone_for_the_rest_of_the_request()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        await browser.Post("set/b/2");
        Assert.Equal("1 gone 1", await browser.Post("r/pop-read/a"));
        Assert.Equal("b", await browser.Get("keys"));
    }

    /// <summary>The names count: 4 values of 20 octets of JSON and 2 of name are 88.</summary>
    [Theory]
    [InlineData(4, 88, HttpStatusCode.OK)]
    [InlineData(4, 87, HttpStatusCode.RequestEntityTooLarge)]
    public async Task New_session_may_be_no_larger_than_another(int values, int maximum, HttpStatusCode status)
    {
        await using var browser = await Browser.StartAsync(s => s.AddBolt().AddSessions(o => o.MaximumSize = maximum));
        await browser.Post($"r/fill/{values}/18");
        browser.Is(status);
        Assert.Equal(status == HttpStatusCode.OK, browser.SetCookie is not null);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, browser.Store.Count);
    }

    /// <summary>Another request of the browser has ended the session meanwhile.</summary>
    [Fact]
    public async Task Commit_says_that_the_session_is_gone()
    {
        Browser? other = null;
        await using var browser = await Browser.StartAsync(map: app =>
        {
            app.MapBolt();
            app.MapPost("/session/plain/commit", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                var session = http.GetBoltSession();
                await session.SetAsync("a", 1, cancellationToken);
                var before = await session.CommitAsync(cancellationToken);
                await other!.Post("logout");
                await session.SetAsync("a", 2, cancellationToken);
                return $"{before} {await session.CommitAsync(cancellationToken)}";
            });
        });
        await browser.Post("login/1");
        other = browser.Other(withCookies: true);
        Assert.Equal("True False", await browser.Post("plain/commit"));
        Assert.Null(browser.SetCookie);
        Assert.Equal(0, browser.Store.Count);
    }
}
