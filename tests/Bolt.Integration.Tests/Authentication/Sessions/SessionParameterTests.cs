using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Handlers that take a <see cref="BoltSession"/>, with and without endpoint filters.</summary>
public sealed class SessionParameterTests
{
    public static TheoryData<bool> Filtered => [false, true];

    [Theory]
    [MemberData(nameof(Filtered))]
    public async Task It_is_the_callers_session(bool filtered)
    {
        await using var browser = await StartAsync(filtered);
        Assert.Equal("dark 1", await browser.Post("p/visit?theme=dark"));
        Assert.Equal("dark 2", await browser.Post("p/visit?theme=dark"));
        Assert.Null(browser.SetCookie);
        Assert.Equal("ndark", await browser.Get("p/object?name=n"));
        Assert.Equal("none", (await browser.Other().Get("p/page")).Trim());
        // Without a backend: it is a session, and nobody is signed in by it.
        await browser.Post("login/1");
        Assert.Equal("dark ", await browser.Get("p/page"));
        Assert.Equal("1dark", await browser.Get("p/guarded"));
        Assert.Equal("True", await browser.Get("p/both"));
        await browser.Other().Get("p/guarded");
        Assert.Equal("light 1", await browser.Other().Post("p/visit"));
    }

    [Theory]
    [MemberData(nameof(Filtered))]
    public async Task Body_is_read_beside_it(bool filtered)
    {
        await using var browser = await StartAsync(filtered);
        using var content = new StringContent("""{"id":1,"text":"hello"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        var response = await browser.App.Send("POST", "/session/p/body", null, content, ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("__Host-bolt=", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S001_S069_Unused_session_creates_nothing_and_says_nothing()
    {
        await using var browser = await StartAsync(filtered: false);
        await browser.Get("p/unused");
        Assert.Equal(0, browser.Store.Calls);
        Assert.Null(browser.SetCookie);
        Assert.Empty(browser.Last.Headers.Vary);
        await browser.Post("p/visit");
        browser.Store.Calls = 0;
        await browser.Get("p/unused-page");
        Assert.Equal((1, 1), (browser.Store.Calls, browser.Store.Finds));
        Assert.Empty(browser.Last.Headers.Vary);
        Assert.Null(browser.Last.Headers.CacheControl);
    }

    [Fact]
    public async Task Its_key_is_this_visitors()
    {
        await using var browser = await StartAsync(filtered: false);
        Assert.Equal("null", await browser.Get("p/key"));
        await browser.Post("p/visit");
        Assert.Equal(22, (await browser.Get("p/key")).Length);
        Assert.Equal("Cookie", browser.Last.Headers.Vary.Single());
        Assert.True(browser.Last.Headers.CacheControl!.NoStore);
    }

    /// <summary>The handler runs while the response is written: what it sets before the first part is sent is kept, and later it may not write.</summary>
    [Theory]
    [MemberData(nameof(Filtered))]
    public async Task Streaming_handler_writes_before_its_response_starts(bool filtered)
    {
        await using var browser = await StartAsync(filtered);
        Assert.Equal("""["a","1"]""", await browser.Post("p/stream"));
        Assert.NotNull(browser.SetCookie);
        Assert.Equal("streamed", await browser.Get("keys"));
        Assert.EndsWith("a\",\"b\",\"refused\"]", await browser.Post("p/stream-late"), StringComparison.Ordinal);
        Assert.Equal("streamed", await browser.Get("keys"));
    }

    [Theory]
    [InlineData("p/file", false)]
    [InlineData("p/file", true)]
    [InlineData("p/file-object", false)]
    [InlineData("p/file-object", true)]
    public async Task Stream_is_sent_when_the_session_is_written_and_else_disposed(string path, bool filtered)
    {
        await using var browser = await StartAsync(filtered);
        Assert.Equal("a file", await browser.Post(path));
        Assert.Equal("file", await browser.Get("keys"));
        browser.Store.FailsWrites = true;
        await browser.Post(path);
        browser.Is(HttpStatusCode.ServiceUnavailable);
        await browser.App.StopAsync();
        var streams = browser.App.Services.GetRequiredService<ClosedStreams>();
        Assert.Equal((2, 1), (streams.Closed, streams.Read));
    }

    [Fact]
    public async Task Redirect_whose_values_cannot_be_written_is_503_and_leads_nowhere()
    {
        await using var browser = await StartAsync(filtered: false);
        await browser.Post("p/redirect");
        browser.Is(HttpStatusCode.Found);
        Assert.Equal("saved", await browser.Get("get/message"));
        browser.Store.FailsWrites = true;
        await browser.Post("p/redirect");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Null(browser.Last.Headers.Location);
    }

    /// <summary>A result that says only when it writes what its status is, is committed when the response starts: where that fails there is no response of its own left.</summary>
    [Fact]
    public async Task Pushed_result_commits_when_its_response_starts()
    {
        await using var browser = await StartAsync(filtered: false);
        Assert.Equal("pushed", await browser.Post("p/push"));
        Assert.Equal("pushed", await browser.Get("keys"));
        browser.Store.FailsWrites = true;
        await browser.Post("p/push");
        browser.Is(HttpStatusCode.InternalServerError);
    }

    private static Task<Browser> StartAsync(bool filtered) => Browser.StartAsync(map: app =>
    {
        var bolt = app.MapBolt();
        if (filtered)
        {
            bolt.AddEndpointFilter(static async (context, next) =>
            {
                Assert.All(context.Arguments.OfType<BoltSession>(), session => Assert.Same(session, context.HttpContext.GetBoltSession()));
                return await next(context);
            });
        }
    });
}
