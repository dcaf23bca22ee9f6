using System.Buffers.Text;
using System.Net;
using System.Text;
using Bolt.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>What is said of sessions in logs, metrics and traces, and what never is.</summary>
[Collection(AloneCollection.Name)]
public sealed class SessionEventTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S123_S130_Login_and_logout_are_events_with_the_user_and_counted()
    {
        await using var browser = await Browser.StartAsync();
        using var observer = new Observer(browser.App.Services, "Bolt");
        await browser.Post("login/1");
        var key = (await browser.Record()).Id.ToString();
        var expected = (browser.App.Logs.Lines.Count(l => l.Id == 6008 && l.Text == $"session: 1 signed in to session {key}."), observer.Of("bolt.sessions.created").Single());
        Assert.Equal((1, "bolt.backend=session"), expected);
        await browser.Post("logout");
        Assert.Contains(browser.App.Logs.Lines, l => l.Id == 6010 && l.Text == $"session: 1 signed out of session {key}.");
        Assert.Equal("bolt.backend=session", observer.Of("bolt.sessions.ended").Single());
        // A visitor whom nobody knows signs out of nothing.
        await browser.Post("set/a/1");
        await browser.Post("logout");
        Assert.Single(browser.App.Logs.Lines, static l => l.Id == 6010);
    }

    /// <summary>A user's device is ended by its key alone; whose cookie it has is what the count and the failure name.</summary>
    [Fact]
    public async Task End_of_a_session_names_its_own_backend()
    {
        await using var browser = await Browser.StartAsync();
        using var observer = new Observer(browser.App.Services, "Bolt");
        await browser.Post("login/1");
        await browser.Post("admin-login");
        var key = (await browser.Record("staff")).Id.ToString();
        browser.Store.FailsWrites = true;
        await Assert.ThrowsAsync<BoltRefusedException>(() => browser.Sessions.EndAsync("staff", key, Cancellation).AsTask());
        Assert.Contains(browser.App.Logs.Lines, static l => l.Id == 6001 && l.Text.StartsWith("AdminSession: a deletion from the store failed.", StringComparison.Ordinal));
        Assert.Equal("bolt.backend=AdminSession", observer.Of("bolt.sessions.store.failures").Single());
        browser.Store.FailsWrites = false;
        Assert.False(await browser.Sessions.EndAsync("1", key, Cancellation));
        Assert.True(await browser.Sessions.EndAsync("staff", key, Cancellation));
        Assert.Equal("bolt.backend=AdminSession", observer.Of("bolt.sessions.ended").Single());
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task End_of_all_sessions_counts_each()
    {
        await using var browser = await Browser.StartAsync();
        using var observer = new Observer(browser.App.Services, "Bolt");
        await browser.Post("login/1");
        await browser.Other().Post("login/1");
        await browser.Other().Post("login/2");
        Assert.Equal(2, await browser.Sessions.EndAllAsync("1", null, Cancellation));
        Assert.Equal(["bolt.backend=session", "bolt.backend=session"], observer.Of("bolt.sessions.ended"));
    }

    /// <summary>Not the one that began first: someone who comes back every day stays signed in.</summary>
    [Fact]
    public async Task Login_beyond_the_maximum_ends_the_session_that_was_not_used_for_longest()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions(static o => o.MaximumSessionsPerUser = 2));
        using var observer = new Observer(browser.App.Services, "Bolt");
        var second = browser.Other();
        var third = browser.Other();
        await browser.Post("login/1");
        browser.Time.Advance(TimeSpan.FromMinutes(10));
        await second.Post("login/1");
        browser.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("1", await browser.Get("guarded"));
        await third.Post("login/1");
        Assert.Equal("bolt.backend=session", observer.Of("bolt.sessions.ended").Single());
        Assert.Equal(("1", "anonymous", "1"), (await browser.Get("guarded"), await second.Get("me"), await third.Get("guarded")));
    }

    /// <summary>Another application's on the same store: this one does not list it, and does not end it by its key.</summary>
    [Fact]
    public async Task Session_of_a_backend_that_is_not_registered_is_not_ended()
    {
        await using var browser = await Browser.StartAsync();
        var now = browser.Time.GetUtcNow();
        var other = new SessionRecord { Id = SessionId.New(), Backend = "Other.Session", SecretHash = default, UserId = "1", CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now.AddDays(1) };
        await browser.Store.CreateAsync(other, Cancellation);
        Assert.False(await browser.Sessions.EndAsync("1", other.Id.ToString(), Cancellation));
        Assert.Equal(0, await browser.Sessions.EndAllAsync("1", null, Cancellation));
        Assert.NotNull(await browser.Store.FindAsync(other.Id, Cancellation));
    }

    /// <summary>6003. A late request is none: the key was replaced while it was under way.</summary>
    [Fact]
    public async Task Key_that_was_replaced_is_reported_when_it_is_used_long_after()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var copy = browser.Other(withCookies: true);
        await browser.Post("cycle");
        browser.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("anonymous", await copy.Get("me"));
        Assert.DoesNotContain(browser.App.Logs.Lines, static l => l.Id == 6003);
        browser.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("anonymous", await copy.Get("me"));
        var key = (await browser.Record()).Id.ToString();
        Assert.Contains(browser.App.Logs.Lines, l => l is { Id: 6003, Level: LogLevel.Warning } && l.Text.Contains(key, StringComparison.Ordinal));
        // Logged, and not punished: a lost answer looks like a copy.
        Assert.Equal("1", await browser.Get("guarded"));
        // A cookie that never was one of this session is not that.
        var lines = browser.App.Logs.Lines.Count(static l => l.Id == 6003);
        copy.Cookies["__Host-bolt"] = browser.Cookie![..22] + new string('A', 42);
        Assert.Equal("anonymous", await copy.Get("me"));
        Assert.Equal(lines, browser.App.Logs.Lines.Count(static l => l.Id == 6003));
    }

    /// <summary>6005, once: the tests' host is 127.0.0.1.</summary>
    [Fact]
    public async Task Cookie_that_browsers_drop_is_reported_once()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Get("get/a");
        Assert.DoesNotContain(browser.App.Logs.Lines, static l => l.Id == 6005);
        await browser.Post("set/a/1", ("Host", "localhost:5000"));
        Assert.DoesNotContain(browser.App.Logs.Lines, static l => l.Id == 6005);
        await browser.Post("cycle", ("Host", "shop.example.com"));
        await browser.Post("cycle", ("Host", "shop.example.com"));
        Assert.Single(browser.App.Logs.Lines, static l => l is { Id: 6005, Level: LogLevel.Warning });
    }

    [Fact]
    public async Task Https_that_a_proxy_forwards_is_no_reason_to_warn()
    {
        await using var browser = await Browser.StartAsync(map: static a =>
        {
            a.Use(static (http, next) =>
            {
                http.Request.Scheme = "https";
                return next(http);
            });
            a.MapBolt();
        });
        await browser.Post("set/a/1", ("Host", "shop.example.com"));
        Assert.NotNull(browser.SetCookie);
        Assert.DoesNotContain(browser.App.Logs.Lines, static l => l.Id == 6005);
    }

    [Fact]
    public async Task Dropped_writes_are_reported_and_counted()
    {
        await using var browser = await Browser.StartAsync();
        using var observer = new Observer(browser.App.Services, "Bolt");
        await browser.Post("set/a/1");
        var late = browser.Other(withCookies: true);
        await browser.Post("login/1");
        await late.Post("set/b/1");
        Assert.Equal("bolt.backend=session", observer.Of("bolt.sessions.writes_dropped").Single());
        Assert.Contains(browser.App.Logs.Lines, static l => l is { Id: 6002, Level: LogLevel.Information });
    }

    [Fact]
    public async Task Cookie_that_came_twice_is_reported_once()
    {
        await using var browser = await Browser.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            await browser.App.Send("GET", "/session/me", null, null, ("Cookie", $"__Host-bolt={new string('A', 64)}; __Host-bolt={new string('B', 64)}"));
        }

        Assert.Equal(0, browser.Store.Calls);
        Assert.Single(browser.App.Logs.Lines, static l => l is { Id: 6006, Level: LogLevel.Warning });
    }

    /// <summary>Everything that can go wrong with a session, with all output captured: no cookie, no secret and no hash is in any of it.</summary>
    [Fact]
    public async Task No_secret_is_in_any_log_metric_trace_exception_or_answer()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddProblemDetails(), static a =>
        {
            a.UseExceptionHandler();
            a.MapBolt();
            a.MapPost("/session/plain/set", static async (HttpContext http) => await http.GetBoltSession().SetAsync("a", 1));
        });
        using var observer = new Observer(browser.App.Services);
        var output = new StringBuilder();
        var cookies = new HashSet<string>();
        string[] gets = ["me", "guarded", "user", "keys", "items", "p/key", "p/state", "p/page", "p/caller", "recent", "admin", "nowhere"];
        string[] posts =
        [
            "set/a/1", "login/1", "set/a/2", "cycle", "large/70000", "status/500", "throw", "custom?status=500", "plain/set", "late", "login-throw/1", "password?stamp=a", "login/2", "admin-login", "flush", "login/1", "logout",
        ];
        foreach (var trouble in new[] { "none", "users", "writes", "store", "site", "late", "copies" })
        {
            (browser.Store.IsDown, browser.Store.FailsWrites, browser.Members.IsDown) = (trouble == "store", trouble == "writes", trouble == "users");
            var one = browser.Other();
            browser.Store.FailsWrites = browser.Store.IsDown = browser.Members.IsDown = false;
            await one.Post("login/1");
            var copy = one.Other(withCookies: true);
            Keep(one);
            if (trouble is "late" or "copies")
            {
                await one.Post("cycle");
                Keep(one);
                browser.Time.Advance(trouble == "copies" ? TimeSpan.FromMinutes(2) : TimeSpan.Zero);
                one = copy;
            }

            (browser.Store.IsDown, browser.Store.FailsWrites, browser.Members.IsDown) = (trouble == "store", trouble == "writes", trouble == "users");
            foreach (var path in gets)
            {
                output.AppendLine(await one.Get(path));
                Keep(one);
            }

            foreach (var path in posts)
            {
                output.AppendLine(await one.Post(path, trouble == "site" ? [("Sec-Fetch-Site", "cross-site")] : []));
                Keep(one);
            }
        }

        await browser.App.StopAsync();
        output.AppendJoin('\n', browser.App.Logs.Lines.Select(static l => l.Text)).AppendJoin('\n', observer.Measurements).AppendJoin('\n', observer.Activities);
        foreach (var id in new[] { 6001, 6002, 6003, 6005, 6008, 6009, 6010 })
        {
            Assert.Contains(browser.App.Logs.Lines, l => l.Id == id);
        }

        var all = output.ToString();
        Assert.True(cookies.Count > 20);
        foreach (var cookie in cookies)
        {
            // The id may be said. Of the secret, no eight octets in a row, in any of the ways in which octets are written.
            var octets = Base64Url.DecodeFromChars(cookie);
            foreach (var start in new[] { 16, 24, 32, 40 })
            {
                var part = octets.AsSpan(start, 8);
                Assert.DoesNotContain(cookie.Substring(start * 8 / 6 + 1, 10), all, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToHexString(part), all.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            }
        }

        void Keep(Browser from)
        {
            output.AppendLine(string.Join('\n', from.Last.Headers.Where(static h => h.Key != "Set-Cookie").Select(static h => h.Key + string.Join(',', h.Value))));
            foreach (var cookie in from.Cookies.Values)
            {
                cookies.Add(cookie);
            }
        }
    }

    /// <summary>Someone who reads the store can sign in as nobody.</summary>
    [Fact]
    public async Task Store_holds_no_secret()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        await browser.Post("cycle");
        var record = await browser.Record();
        var dump = new List<byte>([.. record.SecretHash.ToArray(), .. record.PreviousHash!.Value.ToArray(), .. record.Auth!.StampHash!.Value.ToArray(), .. record.Values.SelectMany(static v => v.Value.ToArray())]);
        dump.AddRange(Encoding.UTF8.GetBytes($"{record.UserId}{record.Device}{record.Address}{record.Backend}{record.Auth.Method}"));
        var octets = Base64Url.DecodeFromChars(browser.Cookie);
        for (var i = 16; i <= 40; i++)
        {
            Assert.Equal(-1, dump.ToArray().AsSpan().IndexOf(octets.AsSpan(i, 8)));
        }

        Assert.Equal(-1, dump.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(browser.Cookie![22..32])));
        // Its hash is no key either.
        browser.Cookies["__Host-bolt"] = Base64Url.EncodeToString([.. record.Id.ToArray(), .. record.SecretHash.ToArray()]);
        Assert.Equal("anonymous", await browser.Get("me"));
    }
}
