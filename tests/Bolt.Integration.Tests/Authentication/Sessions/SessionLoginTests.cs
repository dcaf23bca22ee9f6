using System.Collections.Concurrent;
using System.Net;
using Bolt.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt.Integration.Tests;

/// <summary>What <c>session-behavior.json</c> says of login and logout, and who may make a browser do either.</summary>
public sealed class SessionLoginTests
{
    [Fact]
    public async Task S100_S105_S124_Login_gives_a_new_key_keeps_the_data_and_shows_the_user_at_once()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/cart/1");
        var planted = browser.Other(withCookies: true);
        Assert.Equal("1 1 1", await browser.Post("login/1"));
        Assert.NotEqual(planted.Cookie, browser.Cookie);
        Assert.StartsWith("1 False ", await browser.Get("me"));
        Assert.Equal("1", await browser.Get("get/cart"));
        Assert.Equal("anonymous", await planted.Get("me"));
        Assert.Equal("null", await planted.Get("get/cart"));
    }

    [Fact]
    public async Task S102_S103_S104_Login_of_nobody_is_an_error_of_the_program()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login-null");
        browser.Is(HttpStatusCode.InternalServerError);
        Assert.Null(browser.SetCookie);
    }

    [Fact]
    public async Task S106_S120_Another_user_starts_with_no_data()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/private");
        var first = browser.Other(withCookies: true);
        await browser.Post("login/2");
        Assert.Equal("2", await browser.Get("guarded"));
        Assert.Equal("", await browser.Get("keys"));
        Assert.Equal("anonymous", await first.Get("me"));
    }

    [Fact]
    public async Task S107_Same_user_gets_a_new_key_and_keeps_the_data()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        var before = browser.Cookie;
        await browser.Post("login/1");
        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal("a", await browser.Get("keys"));
    }

    [Fact]
    public async Task S108_Same_user_with_another_stamp_starts_with_no_data()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        browser.Members.All["1"] = browser.Members.All["1"] with { SessionStamp = "b" };
        await browser.Post("login/1");
        Assert.Equal("", await browser.Get("keys"));
        Assert.Equal("1", await browser.Get("guarded"));
    }

    /// <summary>A program that loads no users does not see it when it looks the session up.</summary>
    [Fact]
    public async Task Same_user_with_another_stamp_starts_with_no_data_without_a_loader_too()
    {
        await using var browser = await Browser.StartAsync(static s => s.RemoveAll<ISessionUserSource>());
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        await browser.Post("login/1");
        Assert.Equal("a", await browser.Get("keys"));
        browser.Members.All["1"] = browser.Members.All["1"] with { SessionStamp = "b" };
        await browser.Post("login/1");
        Assert.Equal("", await browser.Get("keys"));
    }

    /// <summary>It was set for the user who is out now, in the same request.</summary>
    [Theory]
    [InlineData("1", "a after before")]
    [InlineData("2", "after")]
    public async Task What_was_set_before_a_login_is_the_same_users_only(string id, string keys)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        await browser.Post($"r/set-login-set/{id}?before=true");
        browser.Is(HttpStatusCode.OK);
        Assert.Equal(id, await browser.Get("guarded"));
        Assert.Equal(keys, string.Join(' ', (await browser.Get("keys")).Split(' ').Order(StringComparer.Ordinal)));
    }

    /// <summary>The cookie is another user's and its key was replaced meanwhile: the login begins a session of its own, and that is the caller's.</summary>
    [Fact]
    public async Task Session_that_a_login_began_is_the_callers_to_write_to()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var late = browser.Other(withCookies: true);
        await browser.Post("cycle");
        await late.Post("r/set-login-set/2", ("Authorization", "Bearer " + browser.App.Token("2")));
        late.Is(HttpStatusCode.OK);
        Assert.Equal(("2", "after"), (await late.Get("guarded"), await late.Get("keys")));
        Assert.Equal("1", await browser.Get("guarded"));
    }

    /// <summary>Nobody knows what the store holds now, and the browser has no key to it.</summary>
    [Fact]
    public async Task Handler_that_goes_on_behind_a_refused_login_writes_to_no_session()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        browser.Store.Fails = nameof(ISessionStore.RotateAsync);
        Assert.Equal("503", await browser.Post("r/caught-login/1"));
        Assert.Null(browser.SetCookie);
        browser.Store.Fails = null;
        Assert.Equal("a", await browser.Get("keys"));
        Assert.Equal("signed in", await browser.Post("r/caught-login/1"));
        Assert.Equal("a caught", string.Join(' ', (await browser.Get("keys")).Split(' ').Order(StringComparer.Ordinal)));
    }

    /// <summary>The password that was checked may be the old one.</summary>
    [Fact]
    public async Task User_who_was_changed_while_the_password_was_checked_is_not_signed_in()
    {
        await using var browser = await Browser.StartAsync();
        browser.Members.All["1"] = browser.Members.All["1"] with { SessionStamp = "b" };
        await browser.Post("p/login/1");
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Null(browser.SetCookie);
        Assert.Equal(0, browser.Store.Count);
        await browser.Post("login/1");
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task S126_S128_S131_S136_Logout_ends_the_session_everywhere_and_at_once()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        var copy = browser.Other(withCookies: true);
        Assert.Equal("False True True", await browser.Post("logout"));
        Assert.StartsWith("__Host-bolt=; ", browser.SetCookie);
        Assert.True(browser.Last.Headers.CacheControl!.NoStore);
        Assert.Equal("anonymous", await copy.Get("me"));
        Assert.Equal("", await copy.Get("keys"));
        await copy.Get("guarded");
        copy.Is(HttpStatusCode.Unauthorized);
    }

    /// <summary>What the user set is not the next visitor's.</summary>
    [Fact]
    public async Task What_was_set_before_a_logout_is_in_no_session()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("r/set-logout");
        browser.Is(HttpStatusCode.OK);
        Assert.StartsWith("__Host-bolt=; ", browser.SetCookie, StringComparison.Ordinal);
        Assert.Equal(0, browser.Store.Count);
        Assert.Equal("", await browser.Get("keys"));
    }

    /// <summary>Another request of the browser has signed another user in: this one ends nothing, and begins no session in the place of that.</summary>
    [Fact]
    public async Task Logout_that_comes_too_late_ends_nothing_and_writes_nothing()
    {
        Browser? other = null;
        await using var browser = await Browser.StartAsync(map: app =>
        {
            app.MapBolt();
            app.MapPost("/session/plain/logout", async (HttpContext http) =>
            {
                await http.GetBoltSession().KeysAsync();
                await other!.Post("login/2");
                await http.LogoutAsync();
                await http.GetBoltSession().SetAsync("late", 1);
            });
        });
        await browser.Post("login/1");
        other = browser.Other(withCookies: true);
        await browser.Post("plain/logout");
        browser.Is(HttpStatusCode.OK);
        Assert.Null(browser.SetCookie);
        Assert.Equal(("2", ""), (await other.Get("guarded"), await other.Get("keys")));
        Assert.Equal(1, browser.Store.Count);
    }

    /// <summary>Browsers keep pages for the back button, those with <c>no-store</c> too.</summary>
    [Fact]
    public async Task Browser_is_told_to_forget_its_pages_where_they_are_another_users_or_nobodys_from_now_on()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("logout");
        Assert.Null(Forget());
        await browser.Post("set/a/1");
        await browser.Post("login/1");
        Assert.Null(Forget());
        await browser.Post("login/1");
        Assert.Null(Forget());
        await browser.Post("password?stamp=b");
        Assert.Null(Forget());
        await browser.Post("login/2");
        Assert.Equal("\"cache\"", Forget());
        await browser.Post("logout");
        Assert.Equal("\"cache\"", Forget());
        await browser.Post("login/1");
        await browser.Post("flush");
        Assert.Equal("\"cache\"", Forget());

        string? Forget() => browser.Last.Headers.TryGetValues("Clear-Site-Data", out var values) ? Assert.Single(values) : null;
    }

    [Fact]
    public async Task S129_Logout_of_nobody_is_no_error_and_sets_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("logout");
        browser.Is(HttpStatusCode.OK);
        Assert.Null(browser.SetCookie);
    }

    [Fact]
    public async Task S143_S150_Changed_stamp_and_missing_user_are_anonymous_on_the_next_request()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var member = browser.Members.All["1"];
        browser.Members.All["1"] = member with { SessionStamp = "b" };
        Assert.Equal("anonymous", await browser.Get("me"));
        // Nothing is deleted, and no other cookie is set by what it writes.
        await browser.Post("set/a/1");
        Assert.Null(browser.SetCookie);
        browser.Members.All.Remove("1");
        Assert.Equal("anonymous", await browser.Get("me"));
        browser.Members.All["1"] = member;
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task S144_Password_change_keeps_this_session_and_ends_the_others()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        var other = browser.Other();
        await other.Post("login/1");
        var before = browser.Cookie;
        await browser.Post("password?stamp=b");
        browser.Is(HttpStatusCode.OK);
        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal("a", await browser.Get("keys"));
        Assert.Equal("anonymous", await other.Get("me"));
        Assert.Single(await browser.Sessions.ListAsync("1", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rights_are_the_users_of_now()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/staff");
        Assert.StartsWith("staff True ", await browser.Get("me"));
        browser.Members.IsDown = true;
        await browser.Get("guarded");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        await browser.Get("keys");
        browser.Is(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Another_site_can_neither_sign_in_nor_out_nor_write(string site)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var victim = browser.Other();
        foreach (var path in new[] { "login/2", "set/a/1", "clear", "pop/a", "cycle", "flush", "logout", "password?stamp=a" })
        {
            // The browser sends no Lax cookie along, and takes whatever is set.
            await victim.Post(path, ("Sec-Fetch-Site", site), ("Origin", "https://evil.example"));
            victim.Is(HttpStatusCode.Forbidden);
            Assert.Null(victim.SetCookie);
        }
    }

    [Fact]
    public async Task S132_Safe_method_neither_signs_in_nor_out_but_where_the_check_is_off()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get("login/1");
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Null(browser.SetCookie);
        await browser.Get("login-link/1");
        Assert.Equal("1", await browser.Get("guarded"));
        await browser.Get("logout");
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task Handler_that_throws_behind_a_login_still_sends_the_key_and_drops_what_it_set()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var before = browser.Cookie;
        await browser.Post("login-throw/1");
        browser.Is(HttpStatusCode.InternalServerError);
        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal("", await browser.Get("keys"));
    }

    [Fact]
    public async Task Late_request_with_the_key_from_before_the_login_sets_no_cookie()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        var late = browser.Other(withCookies: true);
        await browser.Post("login/1");
        await late.Post("set/planted/1");
        late.Is(HttpStatusCode.OK);
        Assert.Null(late.SetCookie);
        Assert.Equal("a", await browser.Get("keys"));
        await late.Post("logout");
        late.Is(HttpStatusCode.ServiceUnavailable);
        // A deletion would reach the browser that has the new key.
        Assert.Null(late.SetCookie);
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task Token_of_another_user_does_not_open_the_cookies_session()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/private");
        var answer = await browser.Post("token", ("Authorization", "Bearer " + browser.App.Token("2")));
        browser.Is(HttpStatusCode.Forbidden);
        Assert.DoesNotContain("private", answer);
        Assert.Equal("private", await browser.Post("token", ("Authorization", "Bearer " + browser.App.Token("1"))));
    }

    [Fact]
    public async Task Two_backends_have_two_cookies_and_neither_is_worth_anything_under_the_others_name()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("admin-login");
        Assert.Equal(["__Host-bolt", "__Host-bolt-adminsession"], browser.Cookies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("AdminSession", await browser.Get("admin"));
        Assert.Equal("1", await browser.Get("guarded"));
        browser.Cookies["__Host-bolt-adminsession"] = browser.Cookie!;
        Assert.Equal("anonymous", await browser.Get("admin"));
    }

    [Fact]
    public async Task Devices_are_listed_and_ended_by_their_user_only()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1", ("User-Agent", "Test/1.0"));
        var other = browser.Other();
        await other.Post("login/1");
        var sessions = await browser.Sessions.ListAsync("1", cancellation).ToListAsync(cancellation);
        Assert.Equal(2, sessions.Count);
        Assert.Contains(sessions, static s => s is { Device: "Test/1.0", Method: "password", Backend: "session" });
        var mine = sessions.Single(static s => s.Device == "Test/1.0").SessionKey;
        Assert.False(await browser.Sessions.EndAsync("2", mine, cancellation));
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal(1, await browser.Sessions.EndAllAsync("1", mine, cancellation));
        Assert.Equal("anonymous", await other.Get("me"));
        Assert.True(await browser.Sessions.EndAsync("1", mine, cancellation));
        Assert.Equal("anonymous", await browser.Get("me"));
    }

    /// <summary>Half of them have read the generation before it is raised, and begin their session after it; the rest is where it happens to be.</summary>
    [Fact]
    public async Task End_all_against_a_thousand_logins_leaves_none_that_began_before()
    {
        const int Logins = 1000;
        const string Backend = "Bolt.SessionAuthentication";
        var cancellation = TestContext.Current.CancellationToken;
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions(static o => o.MaximumSessionsPerUser = 0).AddSessionStore<HoldingStore>());
        var store = browser.App.Services.GetRequiredService<HoldingStore>();
        store.Wanted = Logins / 2;
        var (answered, some) = (new ConcurrentQueue<string?>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var logins = Enumerable.Range(0, Logins).Select(async _ =>
        {
            var one = browser.Other();
            await one.Post("login/1");
            answered.Enqueue(one.Cookie);
            if (answered.Count >= Logins / 10)
            {
                some.TrySetResult();
            }

            return one;
        }).ToArray();
        await Task.WhenAll(some.Task, store.Holds);
        var before = answered.ToHashSet();
        var ended = await browser.Sessions.EndAllAsync("1", null, cancellation);
        var browsers = await Task.WhenAll(logins);
        Assert.InRange(before.Count, Logins / 10, ended);
        var generation = await store.GenerationAsync(Backend, "1", cancellation);
        var alive = new HashSet<string>();
        await foreach (var record in store.ListAsync(Backend, "1", cancellation))
        {
            Assert.True(generation.Allows(record.Id, record.Generation), "A session survived that was to end.");
            alive.Add(record.Id.ToString());
        }

        foreach (var one in browsers)
        {
            // Refused, ended, or begun after it: a refused one has no cookie.
            Assert.True(one.Last.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized);
            Assert.Equal(one.Last.StatusCode == HttpStatusCode.OK, one.Cookie is not null);
            var said = await one.Get("me");
            var isAlive = said.StartsWith("1 ", StringComparison.Ordinal) && alive.Remove(said.Split(' ')[2]);
            Assert.True(isAlive || said == "anonymous");
            Assert.False(isAlive && before.Contains(one.Cookie), "A session survived whose login had been answered.");
        }

        // A session that lives has a browser: a login that was refused has left none.
        Assert.Empty(alive);
        Assert.Contains(browsers, static b => b.Cookie is null);
    }

    [Fact]
    public async Task Recent_login_is_asked_for_again_when_it_is_old()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        Assert.Equal("recent", await browser.Get("recent"));
        browser.Time.Advance(TimeSpan.FromMinutes(11));
        await browser.Get("recent");
        browser.Is(HttpStatusCode.Found);
        await browser.Post("login/1");
        Assert.Equal("recent", await browser.Get("recent"));
    }

    [Fact]
    public async Task User_has_no_more_sessions_than_the_options_allow()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        for (var i = 0; i < 50; i++)
        {
            browser.Time.Advance(TimeSpan.FromSeconds(1));
            await browser.Other().Post("login/1");
        }

        Assert.Equal("anonymous", await browser.Get("me"));
        Assert.Equal(50, (await browser.Sessions.ListAsync("1", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Count);
    }
}
