using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>In Development, and to a client on the same machine, a refusal says why. In every other case its body is the same bytes as ever.</summary>
public sealed class ExplanationTests
{
    private const string Unauthorized = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401}""";
    private const string Key = "explained-robot-key";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ItSaysWhatEachBackendSaid()
    {
        await using var app = await Start();
        Assert.Equal("""{"route":"GET /jwt/me","backends":[{"name":"jwt","result":"no credentials"}],"guard":"IsAuthenticated","reason":"needs an identity"}""", await Why(app.Send("GET", "/jwt/me")));
        Assert.Equal(
            """{"route":"GET /jwt/me","backends":[{"name":"jwt","result":"failed","reason":"expired"}],"guard":"IsAuthenticated","reason":"needs an identity"}""",
            await Why(app.Send("GET", "/jwt/me", TokenReader.Sign("""{"sub":"1","exp":1,"jti":"1"}"""))));
        Assert.Equal(
            """{"route":"GET /keys/either","backends":[{"name":"jwt","result":"failed","reason":"signature does not verify"},{"name":"api_key","result":"failed","reason":"unknown key"}],"guard":"IsAuthenticated","reason":"needs an identity"}""",
            await Why(app.Send("GET", "/keys/either", app.Token()[..^6] + "AAAAAA", null, ("X-API-Key", "wrong"))));
    }

    [Fact]
    public async Task ItSaysWhatTheCallerHas()
    {
        await using var app = await Start();
        Assert.Equal(
            """{"route":"GET /jwt/permission","backends":[{"name":"jwt","result":"accepted"}],"guard":"HasPermission(\"a.read\")","reason":"permission missing","has":["a.write","b.<\"read\">"],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("GET", "/jwt/permission", app.Token("1", permissions: ["b.<\"read\">", "a.write"])), 403));
        Assert.Equal(
            """{"route":"GET /jwt/admin","backends":[{"name":"jwt","result":"accepted"}],"guard":"IsAdminUser","reason":"not a superuser","has":[],"isStaff":true,"isSuperuser":false}""",
            await Why(app.Send("GET", "/jwt/admin", app.Token("1", isStaff: true)), 403));

        // The key comes second, after a token that is not one; the backend of the second route is not asked any more.
        Assert.Equal(
            """{"route":"GET /keys/either/read","backends":[{"name":"jwt","result":"failed","reason":"not a compact JWS"},{"name":"api_key","result":"accepted"}],"guard":"HasPermission(\"a.read\")","reason":"permission missing","has":["k.one"],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("GET", "/keys/either/read", "nonsense", null, ("X-API-Key", Key)), 403));
        Assert.Equal(
            """{"route":"GET /keys/either/read","backends":[{"name":"jwt","result":"accepted"},{"name":"api_key","result":"not asked"}],"guard":"HasPermission(\"a.read\")","reason":"permission missing","has":[],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("GET", "/keys/either/read", app.Token(), null, ("X-API-Key", Key)), 403));
    }

    /// <summary>What an earlier run of the same request was refused for is not said of the run that is explained.</summary>
    [Fact]
    public async Task ARequestThatIsExecutedAgain_IsExplainedByItsLastRun()
    {
        await using var app = await Start(map: static a =>
        {
            a.Use(static async (http, next) =>
            {
                // Nothing of the first run has been sent.
                var (body, token) = (http.Response.Body, http.Request.Headers["X-Second"]);
                http.Response.Body = Stream.Null;
                await next(http);
                Assert.Equal(401, http.Response.StatusCode);
                http.Response.Clear();
                http.Response.Body = body;
                http.Request.Headers.Authorization = token;
                await next(http);
            });
            a.MapBolt();
        });
        var expired = TokenReader.Sign("""{"sub":"1","exp":1,"jti":"1"}""");
        Assert.Equal(
            """{"route":"GET /jwt/permission","backends":[{"name":"jwt","result":"accepted"}],"guard":"HasPermission(\"a.read\")","reason":"permission missing","has":[],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("GET", "/jwt/permission", expired, null, ("X-Second", "Bearer " + app.Token())), 403));
        Assert.Equal(
            """{"route":"GET /keys/either/read","backends":[{"name":"jwt","result":"accepted"},{"name":"api_key","result":"not asked"}],"guard":"HasPermission(\"a.read\")","reason":"permission missing","has":[],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("GET", "/keys/either/read", expired, null, ("X-API-Key", "wrong"), ("X-Second", "Bearer " + app.Token())), 403));
        Assert.Equal(
            """{"route":"GET /jwt/me","backends":[{"name":"jwt","result":"no credentials"}],"guard":"IsAuthenticated","reason":"needs an identity"}""", await Why(app.Send("GET", "/jwt/me", expired)));
    }

    [Fact]
    public async Task ALongListIsCut()
    {
        await using var app = await Start();
        using var why = JsonDocument.Parse(await Why(app.Send("GET", "/jwt/permission", app.Token("1", permissions: [.. Enumerable.Range(0, 60).Select(static i => $"p.{i:00}")])), 403));
        Assert.Equal((50, "p.49", 10), (why.RootElement.GetProperty("has").GetArrayLength(), why.RootElement.GetProperty("has")[49].GetString(), why.RootElement.GetProperty("hasMore").GetInt32()));
    }

    [Fact]
    public async Task ItSaysWhichGuardRefused()
    {
        await using var app = await Start();
        Assert.Equal(
            """{"route":"POST /matrix/two/both","backends":[{"name":"A","result":"no credentials"},{"name":"B","result":"accepted"}],"guard":"Bolt.Integration.Tests.ScriptedGuard","reason":"scripted","has":[],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("POST", "/matrix/two/both", null, null, ("X-B", "ok"), ("X-AsyncGuard", "allow"), ("X-Guard", "forbidden")), 403));
        Assert.Equal(
            """{"route":"POST /matrix/unguarded","backends":[],"guard":"no guard","reason":"refused"}""",
            await Why(app.Send("POST", "/matrix/unguarded", null, null, ("X-A", "ok")), 403));
        Assert.Equal(
            """{"route":"POST /matrix/one/authenticated","backends":[{"name":"A","result":"unavailable","reason":"scripted"}],"guard":"IsAuthenticated","reason":"the credentials could not be checked"}""",
            await Why(app.Send("POST", "/matrix/one/authenticated", null, null, ("X-A", "unavailable")), 503));
        Assert.Equal(
            """{"route":"POST /cookies/body","backends":[{"name":"cookie","result":"accepted"}],"guard":"cross-site check","reason":"Sec-Fetch-Site is neither same-origin nor none, and Origin is not trusted","has":[],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("POST", "/cookies/body", null, null, ("Cookie", "sid=x"), ("Sec-Fetch-Site", "cross-site")), 403));
        Assert.Equal(
            """{"route":"GET /jwt/user","backends":[{"name":"jwt","result":"accepted"}],"guard":"handler","reason":"the user was not found","has":[],"isStaff":false,"isSuperuser":false}""",
            await Why(app.Send("GET", "/jwt/user", app.Token("gone"))));
    }

    [Fact]
    public async Task ItSaysWhatASessionIs()
    {
        await using var app = await Start();
        var unknown = "__Host-bolt=" + new string('A', Bolt.Authentication.Sessions.SessionSecret.TextLength);
        Assert.Equal(
            """{"route":"GET /session/guarded","backends":[{"name":"session","result":"failed","reason":"unknown session"}],"guard":"IsAuthenticated","reason":"needs an identity"}""",
            await Why(app.Send("GET", "/session/guarded", null, null, ("Cookie", unknown))));
        Assert.Equal(
            """{"route":"GET /session/guarded","backends":[{"name":"session","result":"no credentials"}],"guard":"IsAuthenticated","reason":"needs an identity"}""",
            await Why(app.Send("GET", "/session/guarded", null, null, ("Cookie", "__Host-bolt=no-such-session"))));
    }

    /// <summary>The application's own problem details carry it, too.</summary>
    [Fact]
    public async Task AProblemDetailsServiceWritesIt()
    {
        await using var app = await Start(static s => s.AddProblemDetails(static o => o.CustomizeProblemDetails = static c => c.ProblemDetails.Extensions["own"] = "yes"));
        var response = await app.Send("GET", "/jwt/me");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("yes", body.RootElement.GetProperty("own").GetString());
        Assert.Equal("IsAuthenticated", body.RootElement.GetProperty("bolt").GetProperty("guard").GetString());
        Assert.Equal(401, body.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task TheRestOfTheResponseStays()
    {
        await using var app = await Start();
        var response = await app.Send("GET", "/jwt/me");
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.StartsWith(Unauthorized[..^1] + ",\"bolt\":{", body, StringComparison.Ordinal);
        Assert.Matches(@"""see"":""https://github\.com/bolt-dotnet/bolt/blob/v[^""]+/docs/refusals\.md""}}$", body);
        var head = await app.Send("HEAD", "/keys/me");
        var get = await app.Send("GET", "/keys/me");
        // The route's name is one letter longer.
        Assert.Equal((401, get.Content.Headers.ContentLength + 1), ((int)head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Test")]
    public async Task OutsideOfDevelopment_ItIsOffWhateverIsSet(string environment)
    {
        await using var app = await Start(static s => s.AddBolt(static o => o.ExplainRefusals = true), environment: environment);
        await IsPlain(app.Send("GET", "/jwt/me"));
    }

    [Fact]
    public async Task ItCanBeSwitchedOff()
    {
        await using var app = await Start(static s => s.AddBolt(static o => o.ExplainRefusals = false));
        await IsPlain(app.Send("GET", "/jwt/me"));
        await using var configured = await Start(settings: ("Bolt:ExplainRefusals", "false"));
        await IsPlain(configured.Send("GET", "/jwt/me"));
    }

    [Theory]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("x-real-ip", "")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("x-forwarded-proto", "https")]
    [InlineData("X-Original-For", "127.0.0.1:1")]
    [InlineData("X-Original-Host", "localhost")]
    public async Task BehindAProxy_ItIsOff(string name, string value)
    {
        await using var app = await Start();
        await IsPlain(app.Send("GET", "/jwt/me", null, null, (name, value)));
        await Why(app.Send("GET", "/jwt/me", null, null, ("X-Else", value)));
    }

    /// <summary>A proxy that is believed about the client's address has said that it is this machine, and taken the header away.</summary>
    [Fact]
    public async Task WithForwardedHeadersOfAnyone_ItIsOff()
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        await using var app = await Start(map: a =>
        {
            a.UseForwardedHeaders(options);
            a.MapBolt();
        });
        await IsPlain(app.Send("GET", "/jwt/me", null, null, ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Host", "localhost"), ("X-Forwarded-Proto", "http")));
        await Why(app.Send("GET", "/jwt/me"));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LocalHost:5000", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.1.2.3:80", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    [InlineData("example.com", false)]
    [InlineData("localhost.example.com", false)]
    [InlineData("127.0.0.1.example.com", false)]
    [InlineData("localhost.", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("[::2]", false)]
    [InlineData("0.0.0.0", false)]
    public async Task ForAnotherHost_ItIsOff(string host, bool isExplained)
    {
        await using var app = await Start();
        await (isExplained ? Why(app.Send("GET", "/jwt/me", null, null, ("Host", host))) : IsPlain(app.Send("GET", "/jwt/me", null, null, ("Host", host))));
    }

    /// <summary>Both ends of the connection are this machine's.</summary>
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("::ffff:127.8.8.8", "127.0.0.2", true)]
    [InlineData("192.168.1.5", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "192.168.1.5", false)]
    [InlineData("::ffff:10.0.0.1", "::1", false)]
    [InlineData("::1", "::ffff:10.0.0.1", false)]
    [InlineData(null, "127.0.0.1", false)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData(null, null, false)]
    public async Task ForAnotherMachine_ItIsOff(string? remote, string? local, bool isExplained)
    {
        await using var app = await Start(map: a =>
        {
            a.Use((http, next) =>
            {
                http.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
                http.Connection.LocalIpAddress = local is null ? null : IPAddress.Parse(local);
                return next(http);
            });
            a.MapBolt();
        });
        await (isExplained ? Why(app.Send("GET", "/jwt/me")) : IsPlain(app.Send("GET", "/jwt/me")));
    }

    /// <summary>A real connection that has no addresses: the client may be in another container.</summary>
    [Fact]
    public async Task OverAUnixSocket_ItIsOff()
    {
        var directory = Directory.CreateTempSubdirectory("bolt").FullName;
        try
        {
            var socket = Path.Combine(directory, "s");
            await using var app = await Start(s => s.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o =>
            {
                o.Listen(IPAddress.Loopback, 0);
                o.ListenUnixSocket(socket);
            }));
            using var client = new HttpClient(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                    return new NetworkStream(connection, ownsSocket: true);
                },
            });
            await IsPlain(client.GetAsync(new Uri("http://localhost/jwt/me"), Cancellation));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Task<Application> Start(Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, string environment = "Development", params (string Name, string Value)[] settings) => Application.StartAsync(
        s =>
        {
            s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash(Key)) { Permissions = ["k.one"] }));
            services?.Invoke(s);
        },
        map,
        c => c.AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Name, (string?)s.Value))),
        environment);

    /// <summary>The explanation without its link, which has the version.</summary>
    private static async Task<string> Why(Task<HttpResponseMessage> sending, int status = 401)
    {
        var response = await sending;
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        var start = text.IndexOf("\"bolt\":", StringComparison.Ordinal);
        Assert.True(start > 0, text);
        return text[(start + "\"bolt\":".Length)..text.IndexOf(",\"see\":", StringComparison.Ordinal)] + "}";
    }

    private static async Task IsPlain(Task<HttpResponseMessage> sending)
    {
        var response = await sending;
        Assert.Equal((HttpStatusCode.Unauthorized, Unauthorized), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation)));
    }
}
