using System.Net;
using System.Net.WebSockets;
using Bolt.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Hosting.Tests;

/// <summary>Hubs, event streams, and what Bolt says of a caller outside of its own endpoints.</summary>
public sealed class HubTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task AHubKnowsItsUser(HttpTransportType transport)
    {
        await using var app = await Application.StartAsync();
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(app.Client.BaseAddress!, "/hubs/who"), transport, o => o.AccessTokenProvider = () => Task.FromResult<string?>(app.Token("7"))).Build();
        var greeting = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.On<string>("greeting", greeting.SetResult);
        await connection.StartAsync(Cancellation);
        Assert.Equal("7/7", await connection.InvokeAsync<string>("Who", Cancellation));
        await connection.InvokeAsync("Greet", "7", Cancellation);
        Assert.Equal("hello 7", await greeting.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    /// <summary>As a browser's WebSocket: it can set no header.</summary>
    [Theory]
    [InlineData("/hubs", true)]
    [InlineData("/HUBS/who", true)]
    [InlineData("/hub", false)]
    [InlineData("/events", false)]
    [InlineData(null, false)]
    public async Task AWebSocketMayBringTheTokenInTheQuery(string? path, bool accepted)
    {
        await using var app = await Start(path);
        Assert.Equal(accepted ? 101 : 401, await Connect(app, "/hubs/who?access_token=" + app.Token()));
        Assert.Equal(401, await Connect(app, "/hubs/who?access_token=" + app.Token()[..^8] + "AAAAAAAA"));
        Assert.Equal(401, await Connect(app, "/hubs/who"));
    }

    /// <summary>A server of tests opens WebSockets without an upgrade. What only looks like one is none there either.</summary>
    [Fact]
    public async Task AWebSocketOfATestServerMayBringTheTokenInTheQuery()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddBolt().AddJwt(static o =>
        {
            o.Secret = Application.Secret;
            o.QueryTokenPaths = ["/hubs"];
        });
        builder.Services.AddAuthentication().AddBolt();
        builder.Services.AddAuthorization();
        await using var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Map("/hubs/name", static async (HttpContext http) =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(http.GetAuthContext()!.UserId), WebSocketMessageType.Text, true, http.RequestAborted);
        }).RequireAuthorization();
        app.Map("/other/name", static () => "").RequireAuthorization();
        await app.StartAsync(Cancellation);
        var query = "?access_token=" + app.Services.GetRequiredService<JwtIssuer>().CreateToken(new Caller());
        var client = app.GetTestServer().CreateWebSocketClient();
        using (var socket = await client.ConnectAsync(new Uri("ws://localhost/hubs/name" + query), Cancellation))
        {
            var answer = new byte[8];
            Assert.Equal(1, (await socket.ReceiveAsync(answer, Cancellation)).Count);
            Assert.Equal((byte)'7', answer[0]);
        }

        foreach (var path in new[] { "/hubs/name", "/other/name" + query })
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => client.ConnectAsync(new Uri("ws://localhost" + path), Cancellation));
            Assert.Contains("401", refused.Message, StringComparison.Ordinal);
        }

        using var plain = new HttpRequestMessage(HttpMethod.Get, "/hubs/name" + query);
        plain.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        plain.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetTestClient().SendAsync(plain, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task AnEventStreamMayBringTheTokenInTheQuery()
    {
        await using var app = await Start("/events");
        var path = "/events/me?access_token=" + app.Token();
        var (status, body, response) = await app.Get(path, ("Accept", "text/event-stream"));
        Assert.Equal((200, "7", "no-store"), (status, body, response.Headers.CacheControl?.ToString()));
        Assert.Equal(200, (await app.Get(path, ("Accept", "text/plain, Text/Event-Stream;q=0.5"))).Status);
        foreach (var accept in new[] { null, "*/*", "text/*", "application/json", "text/event-streams", "x;y=text/event-stream" })
        {
            Assert.Equal(401, (await app.Get(path, accept is null ? [] : [("Accept", accept)])).Status);
        }

        Assert.Equal(401, (await app.Ask("POST", path, ("Accept", "text/event-stream"))).Status);
        Assert.Equal(401, (await app.Get("/user?access_token=" + app.Token(), ("Accept", "text/event-stream"))).Status);
        Assert.Equal(401, (await app.Get(path, ("Upgrade", "websocket"))).Status);
        Assert.Equal(401, (await app.Get("/events/me?access_token=", ("Accept", "text/event-stream"))).Status);
    }

    [Fact]
    public async Task TwoTokensAreNone()
    {
        await using var app = await Start("/events");
        var (token, stream) = (app.Token(), ("Accept", "text/event-stream"));
        Assert.Equal(401, (await app.Get($"/events/me?access_token={token}", stream, ("Authorization", "Bearer " + token))).Status);
        Assert.Equal(401, (await app.Get($"/events/me?access_token={token}&access_token={token}", stream)).Status);
        var (status, _, response) = await app.Get("/events/me", stream, ("Authorization", "Bearer " + token));
        Assert.Equal((200, null), (status, response.Headers.CacheControl?.ToString()));
        Assert.Equal(200, (await app.Get($"/events/me?access_token={token}", ("Authorization", "Bearer " + token))).Status);
        Assert.Contains(app.Logs, static l => l.Text.Contains("jwt refused the credentials: token in header and query", StringComparison.Ordinal));
    }

    /// <summary>Neither into logs nor into responses, measurements or spans. The filter is what the documentation says: the host logs the address of each request.</summary>
    [Fact]
    public async Task ATokenInTheQueryIsWrittenNowhere()
    {
        await using var app = await Start("/events");
        using var observer = new Observer(app.Services);
        var answers = new List<string>();
        var tokens = new[] { app.Token(), app.Token("gone"), app.Token()[..^8] + "AAAAAAAA", new string('s', 900), new string('s', 9000) };
        foreach (var token in tokens)
        {
            foreach (var path in new[] { "/events/me", "/plain", "/hubs/who", "/events/nothing" })
            {
                var (_, body, response) = await app.Get(path + "?access_token=" + token, ("Accept", "text/event-stream"));
                answers.Add(body + response.Headers);
            }
        }

        await app.StopAsync();
        foreach (var reason in new[] { "signature does not verify", "not a compact JWS" })
        {
            Assert.Contains(observer.Measurements, m => m.Tags.Contains("bolt.reason=" + reason, StringComparison.Ordinal));
            Assert.Contains(observer.Activities, a => a.Contains("bolt.reason=" + reason, StringComparison.Ordinal));
        }

        var logs = app.Logs.Where(static l => l.Category != "Microsoft.AspNetCore.Hosting.Diagnostics").Select(static l => l.Text).ToList();
        Assert.NotEmpty(logs);
        var said = logs.Concat(answers).Concat(observer.Measurements.Select(static m => m.ToString())).Concat(observer.Activities).ToList();
        Assert.All(tokens.SelectMany(static t => t.Split('.')).Where(static p => !p.StartsWith("eyJhbGciOi", StringComparison.Ordinal)), part => Assert.DoesNotContain(said, s => s.Contains(part, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("hubs")]
    [InlineData("/hubs/")]
    [InlineData("/hubs/*")]
    [InlineData("/hubs/{id}")]
    [InlineData("/a//b")]
    [InlineData("/hubs?x")]
    [InlineData(" ")]
    public async Task APathIsCheckedAtStart(string path)
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => Application.StartAsync(settings: [("Bolt:Jwt:QueryTokenPaths:0", path)]));
        Assert.Contains("QueryTokenPaths contains ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryEndpointKnowsTheCallerOfABoltScheme()
    {
        await using var app = await Application.StartAsync();
        var token = ("Authorization", (string?)("Bearer " + app.Token()));
        Assert.Equal("7", (await app.Get("/plain", token)).Body);
        Assert.Equal("7", (await app.Get("/plain/open", token)).Body);
        Assert.Equal("none", (await app.Get("/plain/open")).Body);
        Assert.Equal("none", (await app.Get("/plain/other", token)).Body);

        // Whom the default scheme let in is not whom the endpoint's own backend accepted.
        Assert.Equal("7 7", (await app.Get("/open", token)).Body);
        Assert.Equal("none none", (await app.Get("/open-cookie", token)).Body);
    }

    private static Task<Application> Start(string? path) =>
        path is null ? Application.StartAsync() : Application.StartAsync(settings: [("Bolt:Jwt:QueryTokenPaths:0", path)]);

    private static async Task<int> Connect(Application app, string path)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(app.Client.BaseAddress!, path)) { Scheme = "ws" }.Uri, Cancellation);
        }
        catch (WebSocketException)
        {
            Assert.NotEqual(HttpStatusCode.SwitchingProtocols, socket.HttpStatusCode);
        }

        return (int)socket.HttpStatusCode;
    }

    private sealed class Caller : IBoltUser
    {
        public string Id => "7";

        public string Username => "seven";

        public bool IsStaff => false;

        public bool IsSuperuser => false;
    }
}
