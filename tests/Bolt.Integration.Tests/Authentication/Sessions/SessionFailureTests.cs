using System.Net;
using Bolt.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>What a store may fail at without anyone's answer being another, and what it may not.</summary>
[Collection(AloneCollection.Name)]
public sealed class SessionFailureTests
{
    [Theory]
    [InlineData("guarded", true)]
    [InlineData("guarded", false)]
    [InlineData("get/a", true)]
    public async Task Failed_touch_costs_nobody_an_answer(string path, bool hasUsers)
    {
        await using var browser = await Browser.StartAsync(s =>
        {
            if (!hasUsers)
            {
                s.RemoveAll<ISessionUserSource>();
            }
        });
        using var observer = new Observer(browser.App.Services, "Bolt");
        await browser.Post(path == "guarded" ? "login/1" : "set/a/1");
        browser.Time.Advance(TimeSpan.FromMinutes(2));
        browser.Store.Fails = nameof(ISessionStore.TouchAsync);
        Assert.Equal("1", await browser.Get(path));
        browser.Is(HttpStatusCode.OK);
        Assert.Contains(browser.App.Logs.Lines, static l => l is { Id: 6001, Level: LogLevel.Error } && l.Text.Contains("a touch of the store", StringComparison.Ordinal) && l.Text.Contains("scripted", StringComparison.Ordinal));
        Assert.Equal("bolt.backend=session", observer.Of("bolt.sessions.store.failures").Single());
        // The next one is noted.
        browser.Store.Fails = null;
        await browser.Get(path);
        Assert.Single(observer.Of("bolt.sessions.store.failures"));
    }

    /// <summary>The user is signed in by then.</summary>
    [Fact]
    public async Task Login_stands_where_the_least_used_session_cannot_be_ended()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions(static o => o.MaximumSessionsPerUser = 1));
        await browser.Other().Post("login/1");
        browser.Store.Fails = nameof(ISessionStore.ListAsync);
        Assert.Equal("1 1 1", await browser.Post("login/1"));
        browser.Is(HttpStatusCode.OK);
        Assert.NotNull(browser.SetCookie);
        Assert.Contains(browser.App.Logs.Lines, static l => l is { Id: 6001, Level: LogLevel.Error } && l.Text.Contains("ending the least used session", StringComparison.Ordinal));
        browser.Store.Fails = null;
        Assert.Equal("1", await browser.Get("guarded"));
    }

    /// <summary>Every kind of call that fails is counted, with its backend.</summary>
    [Fact]
    public async Task Failures_of_the_store_are_counted()
    {
        await using var browser = await Browser.StartAsync();
        using var observer = new Observer(browser.App.Services, "Bolt");
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        Assert.Empty(observer.Of("bolt.sessions.store.failures"));
        var count = 0;
        foreach (var (fails, path) in new[]
        {
            ("FindAsync", "set/a/2"), ("ApplyAsync", "set/a/2"), ("TakeAsync", "pop/a"), ("RotateAsync", "cycle"), ("RotateAsync", "login/1"), ("GenerationAsync", "login/1"), ("EndGenerationAsync", "password?stamp=a"), ("DeleteAsync", "logout"),
        })
        {
            browser.Store.Fails = fails;
            browser.Store.Asked.Clear();
            await browser.Post(path);
            browser.Is(HttpStatusCode.ServiceUnavailable);
            Assert.Null(browser.SetCookie);
            count += browser.Store.Asked.Count(a => a == fails);
            Assert.Equal(count, observer.Of("bolt.sessions.store.failures").Count());
        }

        Assert.True(count >= 8);
        Assert.All(observer.Of("bolt.sessions.store.failures"), static tags => Assert.Equal("bolt.backend=session", tags));
        // Users are not the store.
        (browser.Store.Fails, browser.Members.IsDown) = (null, true);
        await browser.Get("guarded");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(count, observer.Of("bolt.sessions.store.failures").Count());
    }

    /// <summary>The status of a union of results is that of the one in it: known before anything is sent.</summary>
    [Theory]
    [InlineData("r/nested")]
    [InlineData("r/nested?exists=false")]
    public async Task Failed_write_is_503_behind_a_union_of_results_too(string path)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        browser.Store.FailsWrites = true;
        await browser.Post(path);
        browser.Is(HttpStatusCode.ServiceUnavailable);
        browser.Store.FailsWrites = false;
        Assert.Equal("a", await browser.Get("keys"));
        await browser.Post(path);
        browser.Is(path.EndsWith("false", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        Assert.Equal("a nested", await browser.Get("keys"));
    }
}
