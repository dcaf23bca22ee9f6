using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Bolt.Integration.Tests;

/// <summary>Sessions beside what else a program has: WebSockets, the output cache, pages that are executed again, a second server.</summary>
public sealed class SessionSurroundingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Endpoints that are not Bolt's know the session by its scheme, and say 401 to pages too: their login page is theirs to name.</summary>
    [Fact]
    public async Task Session_is_a_scheme_for_minimal_apis_and_hubs()
    {
        await using var browser = await Browser.StartAsync(
            static s =>
            {
                s.AddAuthentication().AddBolt();
                s.AddAuthorization();
                s.AddSignalR();
            },
            static app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapBolt();
                app.MapMethods("/other", ["GET", "POST"], static (HttpContext http) => $"{http.GetAuthContext()?.UserId} {http.User.Identity?.Name}").RequireAuthorization(static p => p.AddAuthenticationSchemes("session").RequireAuthenticatedUser());
                app.MapHub<SessionHub>("/session-hub").RequireAuthorization(static p => p.AddAuthenticationSchemes("session").RequireAuthenticatedUser());
            });
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            await browser.Send("GET", "/other", ("Accept", accept));
            browser.Is(HttpStatusCode.Unauthorized);
        }

        await browser.Send("POST", "/session-hub/negotiate?negotiateVersion=1");
        browser.Is(HttpStatusCode.Unauthorized);
        await browser.Post("login/1");
        Assert.Equal("1 1", await browser.Get("/other"));
        Assert.Equal("1 1", await browser.Post("/other"));
        Assert.Contains("connectionToken", await browser.Post("/session-hub/negotiate?negotiateVersion=1"), StringComparison.Ordinal);
        foreach (var path in new[] { "/other", "/session-hub/negotiate?negotiateVersion=1" })
        {
            await browser.Post(path, ("Sec-Fetch-Site", "cross-site"));
            browser.Is(HttpStatusCode.Forbidden);
            Assert.Empty(browser.Last.Headers.WwwAuthenticate);
        }

        await browser.Post("logout");
        await browser.Get("/other");
        browser.Is(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WebSocket_of_another_site_is_refused_and_one_learns_of_the_logout(bool http2)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        // The same site, on a server that speaks one version: they share the store.
        await using var app = await SecondAsync(browser, s => s.Configure<KestrelServerOptions>(o => o.ConfigureEndpointDefaults(e => e.Protocols = http2 ? HttpProtocols.Http2 : HttpProtocols.Http1)));
        foreach (var headers in new (string, string)[][] { [("Origin", "https://evil.example")], [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")], [("Sec-Fetch-Site", "same-site")], [] })
        {
            var (refused, status) = await OpenAsync(app, browser.Cookie, http2, headers);
            Assert.Null(refused);
            Assert.Equal(HttpStatusCode.Forbidden, status);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await OpenAsync(app, null, http2, ("Sec-Fetch-Site", "same-origin"))).Status);
        var (socket, _) = await OpenAsync(app, browser.Cookie, http2, ("Sec-Fetch-Site", "same-origin"));
        using (socket)
        {
            Assert.Equal("alive", await AskAsync(socket!));
            await browser.Post("set/a/1");
            await browser.Post("cycle");
            Assert.Equal("alive", await AskAsync(socket!));
            await browser.Post("logout");
            Assert.Equal("ended", await AskAsync(socket!));
            await socket!.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        }
    }

    [Fact]
    public async Task Output_cache_never_keeps_what_a_session_said()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddOutputCache(), static a =>
        {
            a.UseOutputCache();
            a.MapGroup("").CacheOutput().MapBolt();
        });
        await browser.Post("p/visit?theme=private");
        var other = browser.Other();
        foreach (var path in new[] { "p/page", "p/object?name=n", "get/theme", "keys", "items", "p/key" })
        {
            var mine = await browser.Get(path);
            var others = await other.Get(path);
            Assert.NotEqual(mine, others);
            Assert.False(other.Last.Headers.Contains("Age"));
            Assert.Equal(mine, await browser.Get(path));
            Assert.False(browser.Last.Headers.Contains("Age"));
        }

        // What does not look at it may be kept.
        await browser.Get("p/unused-page");
        await other.Get("p/unused-page");
        Assert.True(other.Last.Headers.Contains("Age"));
    }

    [Fact]
    public async Task Error_page_does_not_commit_what_the_failed_endpoint_set()
    {
        await using var browser = await Browser.StartAsync(map: static a =>
        {
            a.UseExceptionHandler("/session/p/error-page");
            a.UseRouting();
            a.MapBolt();
        });
        await browser.Post("set/before/1");
        Assert.Equal("page sees: before", await browser.Post("throw"));
        browser.Is(HttpStatusCode.InternalServerError);
        Assert.Equal("before", await browser.Get("keys"));
        // A login stands, and the browser gets its key: the store knows no other.
        var before = browser.Cookie;
        await browser.Post("login-throw/1");
        browser.Is(HttpStatusCode.InternalServerError);
        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal("before", await browser.Get("keys"));
    }

    /// <summary>Code that still holds the session of a failed endpoint sets nothing with it.</summary>
    [Fact]
    public async Task Session_of_a_failed_endpoint_writes_nothing_later()
    {
        await using var browser = await Browser.StartAsync(map: static a =>
        {
            a.UseExceptionHandler(static page => page.Run(static async http =>
            {
                var held = (BoltSession)http.Items["held"]!;
                await held.SetAsync("later", 1);
                await held.CommitAsync();
                await http.Response.WriteAsync("page");
            }));
            a.UseRouting();
            a.MapBolt().AddEndpointFilter(static (context, next) =>
            {
                context.HttpContext.Items["held"] = context.HttpContext.GetBoltSession();
                return next(context);
            });
        });
        await browser.Post("set/before/1");
        Assert.Equal("page", await browser.Post("throw"));
        Assert.Equal("before", await browser.Get("keys"));
    }

    [Fact]
    public async Task Page_for_a_status_has_writes_of_its_own()
    {
        await using var browser = await Browser.StartAsync(map: static a =>
        {
            a.UseStatusCodePagesWithReExecute("/session/p/error-page");
            a.UseRouting();
            a.MapBolt();
            a.MapPost("/session/plain/missing", static async (HttpContext http) =>
            {
                await http.GetBoltSession().SetAsync("plain", 1);
                return Results.NotFound();
            });
        });
        await browser.Post("set/before/1");
        // Written before its result, which is a success of the endpoint's; so the page sees it.
        Assert.Equal("page sees: a before", await browser.Post("status/404"));
        browser.Is(HttpStatusCode.NotFound);
        Assert.Equal("a before by the page", await browser.Get("keys"));
        await browser.Post("clear");
        Assert.Equal("page sees: ", await browser.Post("status/500"));
        Assert.Equal("", await browser.Get("keys"));
        // Another endpoint's is written when the response starts. That is the page's by then.
        Assert.Equal("page sees: ", await browser.Post("plain/missing"));
        Assert.Equal("by the page", await browser.Get("keys"));
        // A session that the page was first to need.
        var visitor = browser.Other();
        Assert.Equal("page sees: ", await visitor.Post("nowhere"));
        Assert.NotNull(visitor.SetCookie);
        Assert.Equal("by the page", await visitor.Get("keys"));
    }

    [Fact]
    public async Task Caller_of_the_failed_endpoint_is_not_the_pages()
    {
        await using var browser = await Browser.StartAsync(map: static a =>
        {
            a.UseStatusCodePagesWithReExecute("/session/p/page");
            a.UseRouting();
            a.MapBolt();
        });
        await browser.Post("login/1");
        await browser.Post("p/visit?theme=mine");
        Assert.Equal("mine ", await browser.Get("nowhere"));
        browser.Store.IsDown = true;
        await browser.Get("nowhere");
        browser.Is(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Store_that_was_down_is_asked_again_for_another_page_only()
    {
        await using var browser = await Browser.StartAsync(
            static s => s.AddAuthentication().AddBolt(),
            static a =>
            {
                a.UseStatusCodePagesWithReExecute("/session/p/page");
                a.Use(static (http, next) =>
                {
                    if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                    {
                        ((CountingStore)http.RequestServices.GetRequiredService<ISessionStore>()).IsDown = false;
                    }

                    return next(http);
                });
                a.UseRouting();
                a.UseAuthentication();
                a.MapBolt();
                a.MapGet("/session/plain/missing", static () => Results.NotFound());
            });
        await browser.Post("login/1");
        await browser.Post("p/visit?theme=mine");
        browser.Store.IsDown = true;
        browser.Store.Asked.Clear();
        // The default scheme of the first endpoint does not know whose the session is, and the page does.
        Assert.Equal("mine ", await browser.Get("plain/missing"));
        Assert.Equal(["FindAsync", "FindAsync"], browser.Store.Asked);
        browser.Store.IsDown = true;
        browser.Store.Asked.Clear();
        await browser.Get("p/page");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(["FindAsync"], browser.Store.Asked);
    }

    /// <summary>What the first endpoint did to the session is so for the second one.</summary>
    [Fact]
    public async Task Page_for_a_status_knows_of_the_logout()
    {
        await using var browser = await Browser.StartAsync(map: static a =>
        {
            a.UseStatusCodePagesWithReExecute("/session/p/who");
            a.UseRouting();
            a.MapBolt();
        });
        await browser.Post("login/1");
        Assert.Equal("1", await browser.Post("nowhere"));
        Assert.Equal("nobody", await browser.Post("p/logout-missing"));
        browser.Is(HttpStatusCode.NotFound);
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task Two_servers_on_one_store_are_one_site()
    {
        await using var browser = await Browser.StartAsync();
        await using var app = await SecondAsync(browser);
        await browser.Post("login/1");
        Assert.StartsWith("1 ", await MeAsync(app, browser.Cookie), StringComparison.Ordinal);
        var before = browser.Cookie;
        await browser.Post("cycle");
        // The old key is dead at once, on both.
        Assert.Equal("anonymous", await MeAsync(app, before));
        Assert.StartsWith("1 ", await MeAsync(app, browser.Cookie), StringComparison.Ordinal);
        Assert.Equal(1, await app.Services.GetRequiredService<BoltSessions>().EndAllAsync("1", null, Cancellation));
        Assert.Equal("anonymous", await browser.Get("me"));
    }

    [Fact]
    public async Task Cookie_of_another_application_on_the_store_is_worth_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await using var other = await SecondAsync(browser, static s => s.AddSingleton<IHostEnvironment>(new OtherApplication()));
        await browser.Post("login/1");
        Assert.Equal("anonymous", await MeAsync(other, browser.Cookie));
        Assert.StartsWith("1 ", await browser.Get("me"), StringComparison.Ordinal);
    }

    private static Task<Application> SecondAsync(Browser browser, Action<IServiceCollection>? services = null) => Application.StartAsync(
        s =>
        {
            s.AddSingleton<TimeProvider>(browser.Time).AddSingleton(browser.Members);
            s.Replace(ServiceDescriptor.Singleton<ISessionStore>(browser.Store));
            s.Replace(ServiceDescriptor.Scoped<ISessionUserSource>(static p => new Users.LoadedUserSource<Member>(p.GetRequiredService<IUserLoader<Member>>())));
            services?.Invoke(s);
        },
        static a =>
        {
            a.UseWebSockets();
            a.MapBolt();
        });

    private static async Task<string> MeAsync(Application app, string? cookie) =>
        await (await app.Send("GET", "/session/me", null, null, ("Cookie", "__Host-bolt=" + cookie))).Content.ReadAsStringAsync(Cancellation);

    private static async Task<(ClientWebSocket? Socket, HttpStatusCode Status)> OpenAsync(Application app, string? cookie, bool http2, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket
        {
            Options = { HttpVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact, CollectHttpResponseDetails = true },
        };
        if (cookie is not null)
        {
            socket.Options.SetRequestHeader("Cookie", "__Host-bolt=" + cookie);
        }

        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
            await socket.ConnectAsync(new UriBuilder(new Uri(app.Client.BaseAddress!, "/session/p/socket")) { Scheme = "ws" }.Uri, invoker, Cancellation);
            return (socket, socket.HttpStatusCode);
        }
        catch (WebSocketException)
        {
            socket.Dispose();
            return (null, socket.HttpStatusCode);
        }
    }

    private static async Task<string> AskAsync(ClientWebSocket socket)
    {
        await socket.SendAsync("?"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        var buffer = new byte[16];
        var message = await socket.ReceiveAsync(buffer.AsMemory(), Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, message.Count);
    }

    private sealed class OtherApplication : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "Another";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "/";

        public string EnvironmentName { get; set; } = "Production";
    }
}

internal sealed class SessionHub : Microsoft.AspNetCore.SignalR.Hub;
