using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>A cookie says whose browser sent a request, not whose page made it do so.</summary>
public sealed class CrossSiteTests
{
    private const string Forbidden = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.4","title":"Forbidden","status":403}""";
    private const string Host = "shop.example.com";
    private const string Own = "http://shop.example.com";
    private const string Trusted = "https://app.example.com";
    private const string Other = "https://evil.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A row with several values of a header, parted by <c>|</c>, sends it several times.</summary>
    public static TheoryData<string, string?, string?, int> Requests => new()
    {
        // What changes nothing passes for every site.
        { "GET", "cross-site", Other, 200 },
        { "HEAD", "cross-site", Other, 200 },
        { "OPTIONS", "cross-site", Other, 200 },
        { "GET", null, null, 200 },
        // The browser says it itself.
        { "POST", "same-origin", Own, 200 },
        { "POST", "same-origin", null, 200 },
        { "POST", "same-origin", "null", 200 },
        { "POST", "none", null, 200 },
        { "PUT", "same-origin", Own, 200 },
        { "PATCH", "same-origin", Own, 200 },
        { "DELETE", "same-origin", Own, 200 },
        { "POST", "cross-site", Other, 403 },
        { "POST", "cross-site", null, 403 },
        { "POST", "cross-site", "null", 403 },
        { "POST", "cross-site", Own, 403 },
        { "POST", "same-site", "http://other.example.com", 403 },
        { "POST", "same-site", Own, 403 },
        { "PUT", "cross-site", Other, 403 },
        { "PATCH", "cross-site", Other, 403 },
        { "DELETE", "cross-site", Other, 403 },
        { "QUERY", "cross-site", Other, 403 },
        { "MADE-UP", "cross-site", Other, 403 },
        { "POST", "Same-Origin", Own, 403 },
        { "POST", "", Own, 403 },
        { "POST", "same-origin, same-origin", Own, 403 },
        { "POST", "same-origin|same-origin", Own, 403 },
        { "POST", "cross-site|same-origin", Own, 403 },
        { "POST", "something-new", Own, 403 },
        // Another site that is trusted.
        { "POST", "cross-site", Trusted, 200 },
        { "POST", "same-site", Trusted, 200 },
        { "POST", "cross-site", Trusted + "|" + Trusted, 403 },
        { "POST", "cross-site", Trusted + "/", 403 },
        { "POST", "cross-site", "https://APP.example.com", 403 },
        { "POST", "cross-site", "http://app.example.com", 403 },
        { "POST", "cross-site", Trusted + ":8443", 403 },
        { "POST", "cross-site", Trusted + ".evil.example", 403 },
        // A browser that is too old to say it, or a page without TLS.
        { "POST", null, Own, 200 },
        { "DELETE", null, Own, 200 },
        { "POST", null, Trusted, 200 },
        { "POST", null, Other, 403 },
        { "POST", null, "null", 403 },
        { "POST", null, "", 403 },
        { "POST", null, "https://" + Host, 403 },
        { "POST", null, Own + ":8080", 403 },
        { "POST", null, Own + ":80", 403 },
        { "POST", null, Own + "/", 403 },
        { "POST", null, Own + ".evil.example", 403 },
        { "POST", null, "http://evil.example/" + Host, 403 },
        { "POST", null, "http://Shop.example.com", 403 },
        { "POST", null, Host, 403 },
        { "POST", null, "http://evil.example.com", 403 },
        { "POST", null, "coap://" + Host, 403 },
        { "POST", null, "http.//" + Host, 403 },
        { "POST", null, Own + "|" + Own, 403 },
        { "POST", null, Own + "|" + Other, 403 },
        // Nobody says anything.
        { "POST", null, null, 403 },
        { "DELETE", null, null, 403 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task ACookieIsCheckedForOtherSites(string method, string? site, string? origin, int status)
    {
        await using var app = await Application.StartAsync(static s => s.AddBolt(static o => o.TrustedOrigins.Add(Trusted)));
        Assert.Equal(status, await Raw(app, method, "/cookies/any", Host, ["Cookie: sid=alice", .. Lines("Sec-Fetch-Site", site), .. Lines("Origin", origin)]));
        Assert.Equal(status == 200 ? 1 : 0, app.Services.GetRequiredService<Calls>()["cookies any"]);
    }

    [Theory]
    [InlineData("shop.example.com:80", Own, 200)]
    [InlineData("Shop.Example.com", Own, 200)]
    [InlineData("shop.example.com:8080", Own + ":8080", 200)]
    [InlineData("shop.example.com:8080", Own, 403)]
    [InlineData("shop.example.com:443", Own, 403)]
    [InlineData("shop.example.com:443", Own + ":443", 200)]
    [InlineData("[::1]:8080", "http://[::1]:8080", 200)]
    [InlineData("[::1]", "http://[::1]", 200)]
    [InlineData("xn--bcher-kva.example", "http://xn--bcher-kva.example", 200)]
    public async Task TheOwnOriginIsWhatABrowserWrites(string host, string origin, int status)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(status, await Raw(app, "POST", "/cookies/any", host, ["Cookie: sid=alice", "Origin: " + origin]));
    }

    [Theory]
    [InlineData("https", "shop.example.com", "https://shop.example.com", 200)]
    [InlineData("https", "shop.example.com:443", "https://shop.example.com", 200)]
    [InlineData("HTTPS", "Shop.example.com", "https://shop.example.com", 200)]
    [InlineData("https", "xn--bcher-kva.example", "https://xn--bcher-kva.example", 200)]
    [InlineData("https", "shop.example.com", "http://shop.example.com", 403)]
    [InlineData("https", "shop.example.com", "http://inside:5000", 403)]
    [InlineData(null, null, "https://shop.example.com", 403)]
    public async Task BehindAProxyTheOriginIsWhatItForwards(string? scheme, string? host, string origin, int status)
    {
        await using var app = await Application.StartAsync(
            static s => s.Configure<ForwardedHeadersOptions>(static o => o.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost),
            static a =>
            {
                a.UseForwardedHeaders();
                a.MapBolt();
            });
        Assert.Equal(status, await Raw(app, "POST", "/cookies/any", "inside:5000", ["Cookie: sid=alice", "Origin: " + origin, .. Lines("X-Forwarded-Proto", scheme), .. Lines("X-Forwarded-Host", host)]));
    }

    [Fact]
    public async Task WhoIsRefusedReachesNeitherGuardsNorBodyNorHandler()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("POST", "/cookies/body", null, new StringContent("{", Encoding.UTF8, "application/json"), ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(Forbidden, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.False(response.Headers.Contains("WWW-Authenticate"));
        var calls = app.Services.GetRequiredService<Calls>();
        Assert.Equal((0, 0), (calls["cookies body"], calls["resource built"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("POST", "/cookies/guarded", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"), ("X-Guard", "throw"))).StatusCode);

        var line = Assert.Single(app.Logs.Lines, static l => l.Text.StartsWith("POST /cookies/body", StringComparison.Ordinal));
        Assert.Equal(("Bolt", LogLevel.Information, 8), (line.Category, line.Level, line.Id));
        Assert.Equal("POST /cookies/body: 403, cross-site check of cookie: Sec-Fetch-Site is neither same-origin nor none, and Origin is not trusted.", line.Text);

        // The same from the application's own page: the guard is asked, the body is read.
        var own = await app.Send("POST", "/cookies/body", null, new StringContent("{", Encoding.UTF8, "application/json"), ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.BadRequest, own.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Send("POST", "/cookies/guarded", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "none"), ("X-Guard", "throw"))).StatusCode);
    }

    [Fact]
    public async Task ABodyIsNotReadEvenWhereItWaits()
    {
        await using var app = await Application.StartAsync();
        var http = new DefaultHttpContext
        {
            RequestServices = app.Services,
            Request = { Method = "POST", ContentType = "application/json", Headers = { Cookie = "sid=alice" }, Body = new Unreadable() },
            Response = { Body = new MemoryStream() },
        };
        await Endpoint(app, "/cookies/body").RequestDelegate!(http);
        Assert.Equal(403, http.Response.StatusCode);
    }

    [Theory]
    [InlineData("/cookies/token-first", true, false, "jwt")]
    [InlineData("/cookies/token-first", true, true, "jwt")]
    [InlineData("/cookies/token-first", false, true, null)]
    [InlineData("/cookies/cookie-first", true, false, "jwt")]
    [InlineData("/cookies/cookie-first", true, true, null)]
    [InlineData("/cookies/cookie-first", false, true, null)]
    public async Task OnlyTheBackendThatAcceptedCounts(string path, bool token, bool cookie, string? backend)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("POST", path, token ? app.Token() : null, null, cookie ? [("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site")] : [("Sec-Fetch-Site", "cross-site")]);
        Assert.Equal(backend is null ? HttpStatusCode.Forbidden : HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(backend ?? Forbidden, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task WhoHasNoSessionIsNotChecked()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("anonymous", await (await app.Send("POST", "/cookies/open", null, null, ("Sec-Fetch-Site", "cross-site"))).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("anonymous", await (await app.Send("POST", "/cookies/open", null, null, ("Cookie", "sid=" + CookieBackend.Unknown), ("Sec-Fetch-Site", "cross-site"))).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("POST", "/cookies/any", null, null, ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        // Where anyone may call, a cookie is still someone's.
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("POST", "/cookies/open", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"))).StatusCode);
    }

    [Theory]
    [InlineData("/cookies/off", 200)]
    [InlineData("/cookies/on", 403)]
    [InlineData("/loose/off", 200)]
    [InlineData("/loose/on", 403)]
    [InlineData("/around/off", 200)]
    [InlineData("/around/on", 403)]
    public async Task AnAttributeSwitchesItOff(string path, int status)
    {
        // ASP.NET Core wants its middleware where an attribute asks for tokens; it takes note of them and leaves the response to the code that reads a form.
        await using var app = await Application.StartAsync(static s => s.AddAntiforgery(), static a =>
        {
            a.UseAntiforgery();
            a.MapBolt();
        });
        Assert.Equal(status, await CrossSite(app, path));
    }

    [Fact]
    public async Task AConventionSwitchesItOffAndTheLastWordCounts()
    {
        await using var all = await Application.StartAsync(static s => s.AddAntiforgery(), static a =>
        {
            a.UseAntiforgery();
            a.MapBolt().DisableAntiforgery();
        });
        Assert.Equal((200, 200, 200), (await CrossSite(all, "/cookies/any"), await CrossSite(all, "/cookies/on"), await CrossSite(all, "/loose/on")));

        // ASP.NET Core lets this one speak last, behind the attributes of the handlers.
        await using var group = await Application.StartAsync(static s => s.AddAntiforgery(), static a =>
        {
            a.UseAntiforgery();
            a.MapGroup("").DisableAntiforgery().MapBolt();
        });
        Assert.Equal((200, 200, 200), (await CrossSite(group, "/cookies/any"), await CrossSite(group, "/cookies/on"), await CrossSite(group, "/loose/on")));

        await using var again = await Application.StartAsync(static s => s.AddAntiforgery(), static a =>
        {
            a.UseAntiforgery();
            a.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute(required: false)).MapBolt().DisableAntiforgery().Finally(static b => b.Metadata.Add(new RequireAntiforgeryTokenAttribute()));
        });
        Assert.Equal((403, 403), (await CrossSite(again, "/cookies/any"), await CrossSite(again, "/cookies/off")));

        // What a group says by plain metadata comes before the attributes.
        await using var plain = await Application.StartAsync(static s => s.AddAntiforgery(), static a =>
        {
            a.UseAntiforgery();
            a.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute(required: false)).MapBolt();
        });
        Assert.Equal((200, 403, 403), (await CrossSite(plain, "/cookies/any"), await CrossSite(plain, "/cookies/on"), await CrossSite(plain, "/loose/on")));
    }

    [Fact]
    public async Task ItAsksForNoAntiforgeryToken()
    {
        // No AddAntiforgery(), no middleware: a demand would end in an exception here.
        await using var app = await Application.StartAsync();
        Assert.Equal(200, await Raw(app, "POST", "/cookies/any", Host, ["Cookie: sid=alice", "Sec-Fetch-Site: same-origin"]));
        Assert.Null(Endpoint(app, "/cookies/any").Metadata.GetMetadata<IAntiforgeryMetadata>());
        // What its class says is metadata as ever, and asks for none.
        Assert.False(Endpoint(app, "/loose/token").Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation);
    }

    [Fact]
    public async Task TrustedOriginsComeFromConfigurationAndCode()
    {
        await using var app = await Application.StartAsync(
            static s => s.AddBolt(static o => o.TrustedOrigins.Add("https://code.example.com")),
            configuration: static c => c.AddInMemoryCollection([new("Bolt:TrustedOrigins:0", Trusted), new("Bolt:TrustedOrigins:1", "capacitor://localhost")]));
        Assert.Equal([Trusted, "capacitor://localhost", "https://code.example.com"], app.Services.GetRequiredService<IOptions<BoltOptions>>().Value.TrustedOrigins);
        foreach (var origin in new[] { Trusted, "capacitor://localhost", "https://code.example.com" })
        {
            Assert.Equal(200, await Raw(app, "POST", "/cookies/any", Host, ["Cookie: sid=alice", "Sec-Fetch-Site: cross-site", "Origin: " + origin]));
        }
    }

    [Fact]
    public async Task OriginsThatNoBrowserSendsStopTheStartWithOneMessage()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(static () => Application.StartAsync(static s => s.AddBolt(static o =>
        {
            o.TrustedOrigins.Add(Trusted);
            o.TrustedOrigins.Add(Trusted + "/");
            o.TrustedOrigins.Add("HTTPS://App.example.com:443/path?q");
            o.TrustedOrigins.Add("https://bücher.example:8443");
            o.TrustedOrigins.Add("http://[::1]:8080/");
            o.TrustedOrigins.Add("app.example.com");
            o.TrustedOrigins.Add("localhost:3000");
            o.TrustedOrigins.Add("https://*.example.com");
            o.TrustedOrigins.Add("*");
            o.TrustedOrigins.Add("null");
            o.TrustedOrigins.Add(" ");
        })));
        Assert.Equal(
            """
            AddBolt() is misconfigured (configuration section Bolt):
              - TrustedOrigins[1] is 'https://app.example.com/', which no browser sends; write https://app.example.com.
              - TrustedOrigins[2] is 'HTTPS://App.example.com:443/path?q', which no browser sends; write https://app.example.com.
              - TrustedOrigins[3] is 'https://bücher.example:8443', which no browser sends; write https://xn--bcher-kva.example:8443.
              - TrustedOrigins[4] is 'http://[::1]:8080/', which no browser sends; write http://[::1]:8080.
              - TrustedOrigins[5] is 'app.example.com', which is not an origin; write a scheme and a host, such as https://app.example.com. Wildcards are not supported.
              - TrustedOrigins[6] is 'localhost:3000', which is not an origin; write a scheme and a host, such as https://app.example.com. Wildcards are not supported.
              - TrustedOrigins[7] is 'https://*.example.com', which is not an origin; write a scheme and a host, such as https://app.example.com. Wildcards are not supported.
              - TrustedOrigins[8] is '*', which is not an origin; write a scheme and a host, such as https://app.example.com. Wildcards are not supported.
              - TrustedOrigins[9] is 'null', which any sandboxed page sends: it cannot be trusted. Remove it.
              - TrustedOrigins[10] is empty; remove it.
            """,
            error.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task ACookieBackendThatTheCompilerDidNotSeeStopsTheStart()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(static () => Application.StartAsync(static s => s.AddSingleton<PlainBackend, HiddenCookieBackend>()));
        Assert.Contains(
            "HiddenCookieBackend accepts cookies and POST /plain was compiled without a cross-site check, because PlainBackend did not: name HiddenCookieBackend in Auth",
            error.Message,
            StringComparison.Ordinal);
    }

    private static async Task<int> CrossSite(Application app, string path) =>
        await Raw(app, "POST", path, Host, ["Cookie: sid=alice", "Sec-Fetch-Site: cross-site", "Origin: " + Other]);

    private static RouteEndpoint Endpoint(Application app, string pattern) =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(e => e.RoutePattern.RawText == pattern);

    private static IEnumerable<string> Lines(string name, string? values) => values?.Split('|').Select(v => $"{name}: {v}") ?? [];

    /// <summary>HttpClient would tidy up what it is given.</summary>
    private static async Task<int> Raw(Application app, string method, string path, string host, IEnumerable<string> headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();
        var request = string.Join("\r\n", [$"{method} {path} HTTP/1.1", "Host: " + host, .. headers, "Content-Length: 0", "Connection: close", "", ""]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(stream);
        var status = await reader.ReadLineAsync(Cancellation);
        return int.Parse(status!.Split(' ')[1], null);
    }

    private sealed class Unreadable : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new InvalidOperationException("read");

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("read");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidOperationException("read");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new InvalidOperationException("read");
    }
}
