using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>When a session is over, to the second, and what moves that.</summary>
public sealed class SessionTimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    private static readonly TimeSpan Touch = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Absolute = TimeSpan.FromHours(3);

    /// <summary>What is noted of a request may be one touch interval old, so that a session lives for as much longer, and never shorter.</summary>
    [Theory]
    [InlineData(-1, "1")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public async Task Idle_session_is_over_to_the_second(int seconds, string? user)
    {
        await using var browser = await StartAsync(Idle);
        await browser.Post("login/1");
        await After(browser, Idle + Touch + TimeSpan.FromSeconds(seconds), user);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(301)]
    public async Task Session_that_was_used_less_than_the_idle_time_ago_lives(int usedAfter)
    {
        await using var browser = await StartAsync(Idle);
        await browser.Post("login/1");
        await After(browser, TimeSpan.FromSeconds(usedAfter), "1");
        await After(browser, Idle - Second, "1");
    }

    [Theory]
    [InlineData(-1, "1")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    public async Task Session_ends_at_its_end_to_the_second(int seconds, string? user)
    {
        await using var browser = await StartAsync(Absolute);
        await browser.Post("login/1");
        await After(browser, Absolute + TimeSpan.FromSeconds(seconds), user);
    }

    /// <summary>A visitor's session is over sooner than a user's, and a login gives it a user's time.</summary>
    [Theory]
    [InlineData(-1, "a")]
    [InlineData(0, "")]
    public async Task Session_of_nobody_has_a_time_of_its_own(int seconds, string keys)
    {
        var anonymous = TimeSpan.FromMinutes(20);
        await using var browser = await Browser.StartAsync(s => s.AddBolt().AddSessions(o => (o.AnonymousTimeout, o.IdleTimeout, o.AbsoluteTimeout, o.TouchInterval) = (anonymous, Idle, Absolute, Touch)));
        await browser.Post("set/a/1");
        var other = browser.Other();
        await other.Post("set/a/1");
        await other.Post("login/1");
        browser.Time.Advance(anonymous + Touch + TimeSpan.FromSeconds(seconds));
        Assert.Equal((keys, "a"), (await browser.Get("keys"), await other.Get("keys")));
    }

    [Fact]
    public async Task Neither_use_nor_another_key_moves_the_end()
    {
        await using var browser = await StartAsync(Absolute);
        await browser.Post("login/1");
        var end = (await browser.Record()).EndsAt;
        await After(browser, Idle, "1");
        await browser.Post("cycle");
        Assert.Equal(end, (await browser.Record()).EndsAt);
        await After(browser, Absolute - Idle - Second, "1");
        await After(browser, Second, null);
    }

    /// <summary>A server whose clock is set back keeps its visitors, and gives none of them more time than they had.</summary>
    [Fact]
    public async Task Clock_that_goes_back_ends_nothing_and_lengthens_nothing()
    {
        await using var browser = await StartAsync(Idle);
        await browser.Post("login/1");
        var signedIn = browser.Time.GetUtcNow();
        await After(browser, Idle, "1");
        var seen = (await browser.Record()).LastSeenAt;
        Assert.Equal(signedIn + Idle, seen);

        browser.Time.AdjustTime(signedIn - Idle);
        Assert.Equal("1", await browser.Get("guarded"));
        await browser.Post("set/a/1");
        Assert.Null(browser.SetCookie);
        Assert.Equal("1", await browser.Get("get/a"));
        Assert.Equal(seen, (await browser.Record()).LastSeenAt);

        browser.Time.AdjustTime(seen + Idle + Touch - Second);
        Assert.Equal("1", await browser.Get("p/caller"));
        browser.Time.AdjustTime(signedIn + Absolute);
        Assert.Equal("nobody", await browser.Get("p/caller"));
    }

    private static Task<Browser> StartAsync(TimeSpan idle) => Browser.StartAsync(s => s.AddBolt().AddSessions(o => (o.IdleTimeout, o.TouchInterval, o.AbsoluteTimeout) = (idle, Touch, Absolute)));

    private static async Task After(Browser browser, TimeSpan time, string? user)
    {
        browser.Time.Advance(time);
        Assert.Equal(user ?? "nobody", await browser.Get("p/caller"));
    }
}
