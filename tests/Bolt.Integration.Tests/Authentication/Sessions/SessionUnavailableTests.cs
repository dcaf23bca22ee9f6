using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Where a cookie names a session and the store or the users cannot be asked, nobody is taken for nobody.</summary>
public sealed class SessionUnavailableTests
{
    public static TheoryData<string, string> Handlers
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var down in new[] { "store", "users" })
            {
                foreach (var path in new[] { "guarded", "p/caller", "p/caller-object", "p/principal", "p/user", "p/lazy", "p/required", "p/either", "p/either-way", "p/page", "p/unused-page", "p/unused", "p/key", "p/object?name=n" })
                {
                    all.Add(down, path);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Handler_that_takes_the_caller_or_the_session_is_503(string down, string path)
    {
        await using var browser = await StartAsync();
        Break(browser, down);
        browser.Store.Asked.Clear();
        var answer = await browser.Get(path);
        browser.Is(HttpStatusCode.ServiceUnavailable);
        // Once: a caller does not wait for a store that is down a second time.
        Assert.Equal(["FindAsync"], browser.Store.Asked);
        Assert.NotNull(browser.Last.Headers.RetryAfter);
        Assert.Null(browser.SetCookie);
        Assert.Contains("Service Unavailable", answer, StringComparison.Ordinal);
        // Without a cookie there is nothing to ask.
        var anonymous = browser.Other();
        Assert.Equal("nobody", await anonymous.Get("p/caller"));
        anonymous.Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("store")]
    [InlineData("users")]
    public async Task Handler_that_takes_neither_runs(string down)
    {
        await using var browser = await StartAsync();
        Break(browser, down);
        Assert.StartsWith("a page for anybody", await browser.Get("p/nobody"), StringComparison.Ordinal);
        browser.Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("p/either")]
    [InlineData("p/either-way")]
    public async Task Caller_whom_another_backend_knows_is_served(string path)
    {
        await using var browser = await StartAsync();
        Break(browser, "store");
        Assert.Equal("2", await browser.Send("GET", path, ("Authorization", "Bearer " + browser.App.Token("2"))));
        browser.Is(HttpStatusCode.OK);
        // And not where it takes the session as well: whose it is cannot be known.
        await browser.Post("p/token", ("Authorization", "Bearer " + browser.App.Token("2")));
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(browser.Last.Headers.RetryAfter);
    }

    [Fact]
    public async Task Nothing_has_been_done_so_that_a_post_may_be_repeated()
    {
        await using var browser = await StartAsync();
        Break(browser, "store");
        await browser.Post("p/unused-page");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(browser.Last.Headers.RetryAfter);
    }

    [Fact]
    public async Task Token_that_cannot_be_checked_leaves_a_public_page_public()
    {
        await using var browser = await StartAsync(static s => s.AddBolt().AddRevocation<DownStore>());
        Assert.Equal("nobody", await browser.Other().Send("GET", "p/either", ("Authorization", "Bearer " + browser.App.Token("2"))));
    }

    [Theory]
    [InlineData("GET", "p/devices")]
    [InlineData("POST", "p/end-all")]
    [InlineData("POST", "p/end/AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Devices_are_503_while_the_store_is_down(string method, string path)
    {
        await using var browser = await StartAsync();
        Assert.NotEqual("", await browser.Other().Send(method, path));
        await browser.Post("login/1");
        browser.Store.IsDown = true;
        // The route knows nothing of the caller's session: the service alone asks the store.
        var other = browser.Other();
        await other.Send(method, path);
        other.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(method == "GET", other.Last.Headers.RetryAfter is not null);
        Assert.Contains(browser.App.Logs.Lines, static l => l.Id == 6001 && l.Text.Contains("scripted", StringComparison.Ordinal));
        browser.Store.IsDown = false;
        await other.Send(method, path);
        other.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Devices_outside_a_request_are_a_refusal_that_says_why()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var browser = await StartAsync();
        browser.Store.IsDown = true;
        foreach (var call in new Func<Task>[]
        {
            async () => await browser.Sessions.ListAsync("1", cancellation).ToListAsync(cancellation),
            async () => await browser.Sessions.EndAllAsync("1", null, cancellation),
            async () => await browser.Sessions.EndAsync("1", new string('A', 22), cancellation),
        })
        {
            var refused = await Assert.ThrowsAsync<BoltRefusedException>(call);
            Assert.Equal(503, refused.StatusCode);
            Assert.IsType<IOException>(refused.InnerException);
        }

        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await browser.Sessions.EndAllAsync("1", null, canceled.Token));
    }

    [Fact]
    public async Task Users_that_throw_are_unavailable_and_logged()
    {
        await using var browser = await StartAsync();
        Break(browser, "users");
        await browser.Get("guarded");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Contains(browser.App.Logs.Lines, static l => l.Id == 6001 && l.Text.Contains("the user source", StringComparison.Ordinal) && l.Text.Contains("users are down", StringComparison.Ordinal));
        browser.Members.IsDown = false;
        Assert.Equal("1", await browser.Get("guarded"));
    }

    /// <summary>Endpoints that are not Bolt's, in front of which the program has an exception handler.</summary>
    [Fact]
    public async Task Other_endpoints_answer_refusals_through_the_exception_handler()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddProblemDetails(), static a =>
        {
            a.UseExceptionHandler();
            a.MapBolt();
            a.MapPost("/session/plain/set", static async (HttpContext http) => await http.GetBoltSession().SetAsync("a", 1));
            a.MapGet("/session/plain/get", static async (HttpContext http, Members _) => await http.GetBoltSession().GetAsync("a", 0));
            a.MapGet("/session/plain/login", static (HttpContext http, Members members) => http.LoginAsync(members.All["1"]));
            a.MapPost("/session/plain/throw", static async Task (HttpContext http) =>
            {
                await http.GetBoltSession().SetAsync("thrown", 1);
                throw new InvalidOperationException("scripted");
            });
        });
        await browser.Post("plain/set", ("Sec-Fetch-Site", "cross-site"));
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Equal("application/problem+json", browser.Last.Content.Headers.ContentType?.MediaType);
        await browser.Get("plain/login");
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Null(browser.SetCookie);
        await browser.Post("plain/set");
        browser.Is(HttpStatusCode.OK);
        Assert.NotNull(browser.SetCookie);
        Assert.Equal("1", await browser.Get("plain/get"));
        await browser.Post("plain/throw");
        browser.Is(HttpStatusCode.InternalServerError);
        Assert.Equal("a", await browser.Get("keys"));
        browser.Store.IsDown = true;
        await browser.Get("plain/get");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(browser.Last.Headers.RetryAfter);
        Assert.True(browser.Last.Headers.CacheControl!.NoStore);
    }

    private static void Break(Browser browser, string what)
    {
        browser.Store.IsDown = what == "store";
        browser.Members.IsDown = what == "users";
    }

    private static async Task<Browser> StartAsync(Action<IServiceCollection>? services = null)
    {
        var browser = await Browser.StartAsync(services);
        await browser.Post("login/1");
        browser.Is(HttpStatusCode.OK);
        return browser;
    }

    private sealed class DownStore : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => throw new IOException("scripted: the revocation store is down");

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => default;
    }
}
