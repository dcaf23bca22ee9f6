using System.Globalization;
using System.Net;
using Bolt.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt.Integration.Tests;

/// <summary>The guard that asks for the password again: how old a login may be, and what each kind of client gets.</summary>
public sealed class RecentLoginTests
{
    private const string Path = "/session/r/recent";
    private const string TooOld = " error=\"insufficient_user_authentication\", max_age=\"600\"";

    private static readonly (string, string) Json = ("Accept", "application/json");

    private enum Caller
    {
        Anonymous,
        Fresh,
        Old,
    }

    /// <summary>Every kind of client, with and without a session, signed in now and too long ago.</summary>
    [Fact]
    public async Task Every_client_gets_what_it_can_use()
    {
        await using var browser = await Browser.StartAsync();
        var calls = browser.App.Services.GetRequiredService<Calls>();
        var callers = new Dictionary<Caller, Browser> { [Caller.Anonymous] = browser.Other(), [Caller.Old] = browser.Other(), [Caller.Fresh] = browser.Other() };
        await callers[Caller.Old].Post("login/1");
        browser.Time.Advance(TimeSpan.FromMinutes(11));
        await callers[Caller.Fresh].Post("login/1");
        foreach (var (name, method, isPage, headers) in LoginTests.Clients)
        {
            foreach (var (caller, visitor) in callers)
            {
                var ran = calls["recent"];
                await visitor.Send(method, Path, headers);
                var response = visitor.Last;
                var what = $"{name}, {caller}: {(int)response.StatusCode} {visitor.Location}";
                var status = caller == Caller.Fresh ? 200 : isPage ? 302 : 401;
                Assert.True(status == (int)response.StatusCode, $"{what}, expected {status}");
                Assert.True(calls["recent"] == (status == 200 ? ran + 1 : ran), what);
                Assert.True(visitor.Location == (status != 302 ? null : method is "GET" or "HEAD" ? "/login?next=" + Path : "/login"), what);
                Assert.True(
                    string.Join(", ", response.Headers.WwwAuthenticate) == (status != 401 ? "" : caller == Caller.Old ? "session" + TooOld : "session, Bearer"),
                    $"{what} {response.Headers.WwwAuthenticate}");
                if (status != 200)
                {
                    Assert.True(response.Headers.NonValidated["Cache-Control"].ToString() == "no-store", what);
                }

                Assert.True(visitor.SetCookie is null, what);
            }
        }
    }

    [Theory]
    [InlineData("r/recent", 600, null)]
    [InlineData("recent", 600, null)]
    [InlineData("r/recent/own", 60, "/again?next=/session/r/recent/own")]
    public async Task Login_is_recent_up_to_and_including_the_last_moment(string path, int seconds, string? page)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        browser.Time.Advance(TimeSpan.FromSeconds(seconds));
        await browser.Get(path);
        browser.Is(HttpStatusCode.OK);
        browser.Time.Advance(TimeSpan.FromTicks(1));
        await browser.Get(path);
        browser.IsSentTo(page ?? "/login?next=/session/" + path);
        await browser.Send("GET", path, Json);
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Equal($"session error=\"insufficient_user_authentication\", max_age=\"{seconds}\"", browser.Last.Headers.GetValues("WWW-Authenticate").Single());
        await browser.Post("login/1");
        await browser.Get(path);
        browser.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refreshed_login_is_as_old_as_before_and_another_key_changes_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        browser.Time.Advance(TimeSpan.FromMinutes(6));
        await browser.Post("password?stamp=b");
        await browser.Post("cycle");
        await browser.Get("r/recent");
        browser.Is(HttpStatusCode.OK);
        browser.Time.Advance(TimeSpan.FromMinutes(5));
        await browser.Send("GET", "r/recent", Json);
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Equal("session" + TooOld, browser.Last.Headers.GetValues("WWW-Authenticate").Single());
        Assert.Equal("1", await browser.Get("guarded"));
    }

    /// <summary>A session from before its store kept when somebody signed in.</summary>
    [Fact]
    public async Task Session_of_unknown_age_is_asked_for_a_login()
    {
        await using var browser = await Browser.StartAsync(static s => s.RemoveAll<ISessionUserSource>());
        await browser.Post("login/1");
        await browser.Get("r/recent");
        browser.Is(HttpStatusCode.OK);
        var record = await browser.Record();
        var unknown = new SessionRotation
        {
            SecretHash = record.SecretHash,
            Epoch = record.Epoch,
            Generation = record.Generation,
            UserId = record.UserId,
            LastSeenAt = record.LastSeenAt,
            IdleTimeout = record.IdleTimeout,
            EndsAt = record.EndsAt,
        };
        Assert.Equal(SessionWrite.Applied, await browser.Store.RotateAsync(record.Id, record.SecretHash, unknown, SessionChanges.None, TestContext.Current.CancellationToken));
        Assert.Equal("1", await browser.Get("guarded"));
        await browser.Get("r/recent");
        browser.IsSentTo("/login?next=/session/r/recent");
        await browser.Send("GET", "r/recent", Json);
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Equal("session" + TooOld, browser.Last.Headers.GetValues("WWW-Authenticate").Single());
    }

    /// <summary>A token says when its user signed in with <c>auth_time</c>, or does not.</summary>
    [Theory]
    [InlineData(null, 401)]
    [InlineData(0, 200)]
    [InlineData(600, 200)]
    [InlineData(601, 401)]
    public async Task Token_is_as_old_as_its_auth_time(int? age, int status)
    {
        await using var browser = await Browser.StartAsync();
        var claims = new Dictionary<string, object?>();
        if (age is { } seconds)
        {
            claims["auth_time"] = browser.Time.GetUtcNow().ToUnixTimeSeconds() - seconds;
        }

        var token = browser.App.Services.GetRequiredService<JwtIssuer>().CreateToken(new AppUser("1", "one", false, false), TimeSpan.FromMinutes(5), claims);
        await browser.Send("GET", "r/recent", Json, ("Authorization", "Bearer " + token));
        Assert.Equal(status.ToString(CultureInfo.InvariantCulture), ((int)browser.Last.StatusCode).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(status == 401 ? "Bearer" + TooOld : "", string.Join(", ", browser.Last.Headers.WwwAuthenticate));
    }

    [Fact]
    public void Nobody_and_a_caller_of_unknown_age_do_not_pass()
    {
        var guard = new RecentLogin();
        Assert.Equal(10, guard.Minutes);
        Assert.False(guard.Evaluate(new GuardContext(new DefaultHttpContext(), null)).IsAllowed);
        Assert.False(guard.Evaluate(new GuardContext(new DefaultHttpContext(), new AuthContext("1", "own"))).IsAllowed);
        Assert.True(guard.Evaluate(new GuardContext(new DefaultHttpContext(), new AuthContext("1", "own") { AuthenticatedAt = DateTimeOffset.UtcNow })).IsAllowed);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new RecentLogin { Minutes = 0 });
        Assert.Equal((3, "/in"), (new RecentLogin { LoginUrl = "/in", Minutes = 3 }.Minutes, new RecentLogin { LoginUrl = "/in", Minutes = 3 }.LoginUrl));
    }
}
