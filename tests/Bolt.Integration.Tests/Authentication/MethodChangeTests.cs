using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>The cross-site check goes by what the endpoint was matched for, whatever middleware makes of the method, and stands before WebSockets.</summary>
public sealed class MethodChangeTests
{
    private const string Other = "https://evil.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/change/get", "GET", 200)]
    [InlineData("/change/both", "GET", 200)]
    [InlineData("/change/any", "GET", 200)]
    [InlineData("/change/any", "HEAD", 200)]
    [InlineData("/change/any", "OPTIONS", 200)]
    [InlineData("/change/any", "get", 200)]
    [InlineData("/change/safe", "GET", 200)]
    [InlineData("/change/safe", "HEAD", 200)]
    [InlineData("/change/safe", "OPTIONS", 200)]
    [InlineData("/change/safe", "TRACE", 200)]
    [InlineData("/change/post", "POST", 403)]
    [InlineData("/change/both", "POST", 403)]
    [InlineData("/change/any", "POST", 403)]
    [InlineData("/change/any", "post", 403)]
    [InlineData("/change/any", "PROPFIND", 403)]
    public async Task AsSent(string path, string method, int status)
    {
        await using var app = await Application.StartAsync();
        await Check(app, method, path, status, "");
        await Check(app, method, path, 200, "", site: "same-origin");
    }

    /// <summary>The program does not call UseRouting(), so that the override runs behind routing.</summary>
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("get")]
    [InlineData("Head")]
    [InlineData("POST")]
    [InlineData("post")]
    [InlineData("PUT")]
    public async Task AnOverrideBehindRoutingOpensNothing(string made)
    {
        foreach (var form in new[] { true, false })
        {
            await using var app = await Application.StartAsync(map: a =>
            {
                a.UseHttpMethodOverride(form ? new HttpMethodOverrideOptions { FormFieldName = "_method" } : new HttpMethodOverrideOptions());
                a.MapBolt();
            });
            foreach (var path in new[] { "/change/post", "/change/both", "/change/any" })
            {
                await Check(app, "POST", path, 403, form ? "_method=" + made : "", form ? [] : ["X-HTTP-Method-Override: " + made]);
                await Check(app, "POST", path, 200, form ? "_method=" + made : "", form ? [] : ["X-HTTP-Method-Override: " + made], "same-origin");
            }

            await Check(app, "GET", "/change/both", 200, "");
            await Check(app, "GET", "/change/any", 200, "");
            await Check(app, "GET", "/change/get", 200, "");
        }
    }

    /// <summary>The server knows that the client waits for a body.</summary>
    [Fact]
    public async Task AnOverrideToHeadIsNotA500()
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.UseHttpMethodOverride(new HttpMethodOverrideOptions { FormFieldName = "_method" });
            a.MapBolt();
        });
        await Check(app, "POST", "/change/note", 200, "_method=HEAD", site: "same-origin");
        await Check(app, "POST", "/change/number", 400, "_method=HEAD", site: "same-origin");
        await Check(app, "POST", "/change/number", 403, "_method=HEAD");
    }

    /// <summary>What is made a GET before routing is matched as one, and is one for the handler.</summary>
    [Theory]
    [InlineData("GET", "/change/get", 200)]
    [InlineData("GET", "/change/both", 200)]
    [InlineData("GET", "/change/any", 200)]
    [InlineData("GET", "/change/post", 405)]
    [InlineData("HEAD", "/change/safe", 200)]
    [InlineData("PUT", "/change/any", 403)]
    [InlineData("POST", "/change/both", 403)]
    [InlineData("post", "/change/any", 403)]
    public async Task AnOverrideBeforeRoutingIsWhatIsMatched(string made, string path, int status)
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.UseHttpMethodOverride(new HttpMethodOverrideOptions { FormFieldName = "_method" });
            a.UseRouting();
            a.MapBolt();
        });
        await Check(app, "POST", path, status, "_method=" + made);
    }

    [Theory]
    [InlineData("/change/get")]
    [InlineData("/change/safe")]
    [InlineData("/change/both")]
    [InlineData("/change/any")]
    public async Task AGetThatIsMadeAnythingElseIsChecked(string path)
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.UseRouting();
            a.Use(static (http, next) =>
            {
                http.Request.Method = http.Request.Headers["X-Make"].ToString();
                return next(http);
            });
            a.MapBolt();
        });
        await Check(app, "GET", path, 403, "", ["X-Make: POST"]);
        await Check(app, "GET", path, 403, "", ["X-Make: DELETE"]);
        await Check(app, "GET", path, 200, "", ["X-Make: HEAD"]);
        await Check(app, "GET", path, 200, "", ["X-Make: DELETE"], "none");
    }

    [Fact]
    public async Task AConventionThatOpensTheRouteToMoreMethodsIsSeen()
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.UseHttpMethodOverride(new HttpMethodOverrideOptions { FormFieldName = "_method" });
            a.MapBolt().Add(static b =>
            {
                if (b is RouteEndpointBuilder { RoutePattern.RawText: "/change/get" })
                {
                    b.Metadata.Add(new HttpMethodMetadata(["GET", "POST"]));
                }
            });
        });
        await Check(app, "POST", "/change/get", 403, "_method=GET");
        await Check(app, "POST", "/change/get", 403, "");
        await Check(app, "GET", "/change/get", 200, "");
    }

    /// <summary>What an earlier endpoint of the same request was matched for says nothing of a later one.</summary>
    [Fact]
    public async Task ARequestThatIsRoutedAgainIsMatchedAgain()
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.Use(static async (http, next) =>
            {
                http.Request.Path = "/change/any";
                await next(http);
                http.Request.Method = "POST";
                http.Request.Path = "/change/both";
                http.SetEndpoint(null);
                http.Request.RouteValues.Clear();
                await next(http);
            });
            a.UseRouting();
            a.Use(static (http, next) =>
            {
                http.Request.Method = "GET";
                return next(http);
            });
            a.MapBolt();
        });
        await Check(app, "GET", "/", 403, "", ran: 1);
    }

    [Theory]
    [InlineData("/change/ws-get")]
    [InlineData("/change/ws-any")]
    [InlineData("/change/ws-connect")]
    public async Task AWebSocketOfAnotherSiteIsRefused(string path)
    {
        foreach (var use in new[] { true, false })
        {
            await using var app = await Application.StartAsync(map: a =>
            {
                if (use)
                {
                    a.UseWebSockets();
                }

                a.MapBolt();
            });
            foreach (var upgrade in new[] { "websocket", "WebSocket", "something-else" })
            {
                string[] handshake = ["Upgrade: " + upgrade, "Connection: keep-alive, Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
                await Check(app, "GET", path, 403, null, handshake);
                await Check(app, "GET", path, 403, null, handshake, site: null);
                await Check(app, "GET", path, use && upgrade != "something-else" ? 101 : 200, null, handshake, site: "same-origin");
            }

            // A link is none.
            await Check(app, "GET", path, 200, null);
            await Check(app, "GET", path, 200, null, ["Upgrade: websocket"]);
        }
    }

    [Theory]
    [InlineData("/change/ws-any")]
    [InlineData("/change/ws-connect")]
    public async Task AWebSocketOfAnotherSiteIsRefusedOverHttp2(string path)
    {
        await using var app = await Application.StartAsync(
            static s => s.Configure<KestrelServerOptions>(static o => o.ConfigureEndpointDefaults(static e => e.Protocols = HttpProtocols.Http2)),
            static a =>
            {
                a.UseWebSockets();
                a.UseRouting();
                a.Use(static (http, next) =>
                {
                    if (http.Request.Headers.TryGetValue("X-Make", out var method))
                    {
                        http.Request.Method = method.ToString();
                    }

                    return next(http);
                });
                a.MapBolt();
            });
        var own = app.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal("hello", await Open(app, path, ("Origin", own)));
        Assert.Equal("hello", await Open(app, path, ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal("403", await Open(app, path, ("Origin", Other)));
        Assert.Equal("403", await Open(app, path, ("Origin", own), ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal("403", await Open(app, path));
        Assert.Equal("403", await Open(app, path, ("Origin", Other), ("X-Make", "GET")));
        Assert.Equal(2, app.Services.GetRequiredService<Calls>()["change"]);
    }

    /// <summary>Where the server is none of sockets, a feature says what the request is.</summary>
    [Fact]
    public async Task AWebSocketThatOnlyAFeatureKnowsOfIsChecked()
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.Use(static (http, next) =>
            {
                http.Features.Set<IHttpWebSocketFeature>(new Socketed());
                return next(http);
            });
            a.MapBolt();
        });
        await Check(app, "GET", "/change/get", 403, null);
        await Check(app, "GET", "/change/get", 200, null, site: "same-origin");
    }

    private static async Task<string> Open(Application app, string path, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact, CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Cookie", "sid=alice");
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        using var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(app.Client.BaseAddress!, path)) { Scheme = "ws" }.Uri, invoker, Cancellation);
        }
        catch (WebSocketException)
        {
            return $"{(int)socket.HttpStatusCode}";
        }

        var buffer = new byte[16];
        var message = await socket.ReceiveAsync(buffer.AsMemory(), Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, message.Count);
    }

    /// <param name="body">A form; null sends no body at all.</param>
    private static async Task Check(Application app, string method, string path, int status, string? body, string[]? headers = null, string? site = "cross-site", int? ran = null)
    {
        var calls = app.Services.GetRequiredService<Calls>();
        var before = calls["change"];
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();
        string[] content = body is null ? [] : ["Content-Type: application/x-www-form-urlencoded", "Content-Length: " + body.Length];
        string[] connection = headers?.Any(static h => h.StartsWith("Connection", StringComparison.Ordinal)) == true ? [] : ["Connection: close"];
        string[] from = site is null ? ["Origin: " + Other] : ["Sec-Fetch-Site: " + site, "Origin: " + Other];
        var request = string.Join("\r\n", [$"{method} {path} HTTP/1.1", "Host: shop.example.com", "Cookie: sid=alice", .. from, .. headers ?? [], .. content, .. connection, "", body ?? ""]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(Cancellation);
        Assert.True(line?.Split(' ')[1] == $"{status}", $"{method} {path} {body} {string.Join(", ", headers ?? [])} {site}: {line}, expected {status}");
        Assert.Equal(before + (ran ?? (status is 200 or 101 ? 1 : 0)), calls["change"]);
    }

    private sealed class Socketed : IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => true;

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => throw new NotSupportedException();
    }
}
