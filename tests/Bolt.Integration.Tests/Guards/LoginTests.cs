using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Guards that send visitors to the login page: who gets a redirect, who a status, and where the redirect leads.</summary>
public sealed class LoginTests
{
    private const string Html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    /// <summary>A client: its method, what it sends, and whether it is a page (sessions.md 4.6 and amendment 22).</summary>
    internal static readonly (string Name, string Method, bool IsPage, (string, string)[] Headers)[] Clients =
    [
        ("nothing said", "GET", true, []),
        ("navigation", "GET", true, [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), ("Accept", Html)]),
        ("HEAD", "HEAD", true, []),
        ("POST form", "POST", true, [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"), ("Accept", Html)]),
        ("POST, nothing said", "POST", true, []),
        ("PUT", "PUT", true, []),
        ("anything", "GET", true, [("Accept", "*/*")]),
        ("HTML over HTTP", "GET", true, [("Accept", Html)]),
        ("XHTML", "GET", true, [("Accept", "application/xhtml+xml;q=0.1")]),
        ("Turbo", "GET", true, [("Sec-Fetch-Mode", "cors"), ("Accept", "text/vnd.turbo-stream.html, text/html, application/xhtml+xml")]),
        ("Blazor", "GET", true, [("Sec-Fetch-Mode", "cors"), ("Accept", "text/html; blazor-enhanced-nav=on")]),
        ("Android's web view", "GET", true, [("Sec-Fetch-Mode", "navigate"), ("X-Requested-With", "com.example.app"), ("Accept", Html)]),
        ("fetch", "GET", false, [("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty"), ("Accept", "*/*")]),
        ("fetch of JSON", "POST", false, [("Sec-Fetch-Mode", "same-origin"), ("Accept", "application/json")]),
        ("fetch, no accept", "GET", false, [("Sec-Fetch-Mode", "no-cors")]),
        ("XHTML by fetch", "GET", false, [("Sec-Fetch-Mode", "cors"), ("Accept", "application/xhtml+xml")]),
        ("HTMX", "GET", false, [("Sec-Fetch-Mode", "cors"), ("HX-Request", "true"), ("Accept", "*/*")]),
        ("HTMX post", "POST", false, [("Sec-Fetch-Mode", "cors"), ("HX-Request", "true"), ("Accept", "*/*")]),
        ("XHR", "GET", false, [("X-Requested-With", "XMLHttpRequest")]),
        ("XHR for HTML", "POST", false, [("X-Requested-With", "xmlhttprequest"), ("Sec-Fetch-Mode", "cors"), ("Accept", "text/html, */*; q=0.01")]),
        ("XHR that calls itself a navigation", "GET", false, [("X-Requested-With", "XMLHttpRequest"), ("Sec-Fetch-Mode", "navigate")]),
        ("another one for HTML", "GET", false, [("X-Requested-With", "fetch"), ("Sec-Fetch-Mode", "cors"), ("Accept", "text/html")]),
        ("JSON", "GET", false, [("Accept", "application/json")]),
        ("JSON, also by navigation", "GET", false, [("Sec-Fetch-Mode", "navigate"), ("Accept", "application/json, text/plain")]),
        ("all but HTML", "GET", false, [("Accept", "application/json, text/html;q=0, */*;v=1;q=0.000")]),
        ("WebSocket", "GET", false, [("Sec-Fetch-Mode", "websocket")]),
        ("two modes", "GET", false, [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Mode", "cors")]),
    ];

    private enum Caller
    {
        Anonymous,
        BadToken,
        Lacking,
        Holding,
        Gone,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Guards => ["login", "permission", "permissions", "permission-403", "test", "test-later", "test-403", "recent", "stacked", "both", "both-otherwise"];

    /// <summary>Every guard, client and caller. The handler runs exactly when the response is 200.</summary>
    [Theory]
    [MemberData(nameof(Guards))]
    public async Task EveryClientGetsWhatItCanUse(string guard)
    {
        await using var app = await Application.StartAsync();
        var calls = app.Services.GetRequiredService<Calls>();
        foreach (var (name, method, isPage, headers) in Clients)
        {
            foreach (var caller in Enum.GetValues<Caller>())
            {
                var token = caller switch
                {
                    Caller.Anonymous => null,
                    Caller.BadToken => app.Token() + "x",
                    Caller.Lacking => app.Token("1", permissions: ["c.d"]),
                    Caller.Holding => app.Token("2", permissions: ["a.b", "c.d"]),
                    _ => app.Token("gone"),
                };
                var ran = calls["signed"];
                var path = $"/sign/{guard}?a=%2Fx&b=1";
                using var response = await app.Send(method, path, token, null, headers);
                var what = $"{guard}, {name}, {caller}: {(int)response.StatusCode} {response.Headers.Location}";
                var status = Expect(guard, caller, isPage);
                Assert.True(status == (int)response.StatusCode, $"{what}, expected {status}");
                Assert.True(calls["signed"] == (status == 200 ? ran + 1 : ran), what);
                Assert.False(response.Headers.Contains("Vary"), what);
                var body = await response.Content.ReadAsStringAsync(Cancellation);
                if (status == 302)
                {
                    var next = method is "GET" or "HEAD" ? $"?next=/sign/{guard}%3Fa%3D%252Fx%26b%3D1" : "";
                    Assert.True(response.Headers.NonValidated["Location"].ToString() == "/login" + next, what);
                    Assert.Equal("", body);
                }
                else
                {
                    Assert.False(response.Headers.Contains("Location"), what);
                }

                if (status is 401 or 403)
                {
                    Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
                    Assert.DoesNotContain("<", body, StringComparison.Ordinal);
                    Assert.Equal(
                        caller == Caller.BadToken && status == 401 ? "Bearer error=\"invalid_token\""
                        : status == 401 && guard == "recent" && caller is not Caller.Anonymous ? "Bearer error=\"insufficient_user_authentication\", max_age=\"600\""
                        : status == 401 ? "Bearer"
                        : caller is Caller.Anonymous or Caller.BadToken ? ""
                        : "Bearer error=\"insufficient_scope\"",
                        response.Headers.TryGetValues("WWW-Authenticate", out var challenges) ? Assert.Single(challenges) : "");
                }

                if (status is 302 or 401 || (status == 403 && !Raises(guard)))
                {
                    Assert.True(response.Headers.NonValidated["Cache-Control"].ToString() == "no-store", what);
                }
            }
        }
    }

    /// <summary>The table of sessions.md 4.6, with the decision on known users.</summary>
    private static int Expect(string guard, Caller caller, bool isPage)
    {
        var isKnown = caller is Caller.Lacking or Caller.Holding || (caller == Caller.Gone && !guard.StartsWith("test", StringComparison.Ordinal));
        var passes = guard switch
        {
            "login" => isKnown,
            "recent" => false,
            _ => caller == Caller.Holding,
        };
        return passes ? 200
            : guard == "stacked" && !isKnown ? isPage ? 302 : 401
            : Raises(guard) ? 403
            : isPage ? 302
            : !isKnown || guard == "recent" ? 401
            : 403;
    }

    private static bool Raises(string guard) => guard.EndsWith("403", StringComparison.Ordinal) || guard == "stacked";

    [Theory]
    [InlineData("/sign/named", "/s%C3%B8k?q=1&a=b&next=/sign/named#f")]
    [InlineData("/sign/page", "/account/sign-in?kind=1&back=/sign/page#form")]
    [InlineData("/sign/page-named", "/in?back=/sign/page-named")]
    [InlineData("/sign/any", "/login?next=/sign/any")]
    [InlineData("/sign/any/s%C3%B8k?q=%C3%B8&%22=%27", "/login?next=/sign/any/s%25C3%25B8k%3Fq%3D%25C3%25B8%26%2522%3D%2527")]
    [InlineData("/sign/any/a%20b/", "/login?next=/sign/any/a%2520b/")]
    [InlineData("/sign/any/?", "/login?next=/sign/any/%3F")]
    [InlineData("/sign/any/?next=//evil.example", "/login?next=/sign/any/%3Fnext%3D//evil.example")]
    [InlineData("/sign/any/%5Cevil", "/login")]
    [InlineData("/sign/any/%0d%0aSet-Cookie:%20a=b", "/login")]
    [InlineData("/sign/any/%252e%252e/x", "/login")]
    [InlineData("http://evil.example/sign/any/x", "/login?next=/sign/any/x")]
    [InlineData("/x/..//sign/any/x", null)]
    public async Task TheLoginPageLearnsWhereToGoNext(string target, string? location)
    {
        await using var app = await Application.StartAsync();
        var (status, actual) = await Raw(app, target);
        Assert.Equal((location is null ? 404 : 302, location), (status, actual));
    }

    [Theory]
    [InlineData("/in", null, "/in")]
    [InlineData("/in?a=1", null, "/in?a=1")]
    [InlineData("/in?", "return to", "/in?return%20to=/sign/page")]
    [InlineData("/in?return+to=1&return%20to&b#", "return to", "/in?b&return%20to=/sign/page#")]
    public async Task ABackendNamesItsPage(string url, string? parameter, string location)
    {
        await using var app = await Application.StartAsync(s => s.AddSingleton(new PageBackend(url, parameter)));
        Assert.Equal((302, location), await Raw(app, "/sign/page"));
    }

    [Theory]
    [InlineData("/app/sign/any/x?y", "/app/login?next=/app/sign/any/x%3Fy")]
    [InlineData("/app/sign/page", "/app/account/sign-in?kind=1&back=/app/sign/page#form")]
    [InlineData("/sign/any/x", "/login?next=/sign/any/x")]
    public async Task ThePathBaseStandsInFront(string target, string location)
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.UsePathBase("/app");
            a.UseRouting();
            a.MapBolt();
        });
        Assert.Equal((302, location), await Raw(app, target));
    }

    /// <summary>What the server decodes, or a proxy's header says, may be another host's name.</summary>
    [Theory]
    [InlineData("", "//evil.example", 302, "/login")]
    [InlineData("", "//evil.example/..", 302, "/login")]
    [InlineData("", "/\\evil.example", 302, "/login")]
    [InlineData("", "/a/../b", 302, "/login")]
    [InlineData("/app", "//evil.example", 302, "/app/login?next=/app//evil.example")]
    [InlineData("/", "/evil.example", 403, null)]
    [InlineData("//evil.example", "/a", 403, null)]
    [InlineData("/\\evil.example", "/a", 403, null)]
    public async Task NoPathLeadsOffTheSite(string pathBase, string path, int status, string? location)
    {
        await using var app = await Application.StartAsync(map: a =>
        {
            a.UseRouting();
            a.Use((http, next) =>
            {
                (http.Request.PathBase, http.Request.Path) = (new PathString(pathBase), new PathString(path));
                return next(http);
            });
            a.MapBolt();
        });
        Assert.Equal((status, location), await Raw(app, "/sign/any"));
    }

    [Fact]
    public async Task NextIsAtMost2048Octets()
    {
        await using var app = await Application.StartAsync();
        var longest = "/sign/any/" + new string('a', 2048 - "/sign/any/".Length);
        Assert.Equal((302, "/login?next=" + longest), await Raw(app, longest));
        Assert.Equal((302, "/login"), await Raw(app, longest + "a"));
    }

    [Theory]
    [InlineData("/sign/own")]
    [InlineData("/sign/OWN/?y=2")]
    public async Task TheLoginPageIsNotSentToItself(string target)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal((401, null), await Raw(app, target));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("GET", target, app.Token())).StatusCode);
    }

    [Fact]
    public async Task AStoreThatIsDownIsNoReasonToSignIn()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", "/sign/store", null, null, ("X-A", "unavailable"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.False(response.Headers.Contains("Location"));
        Assert.Equal(HttpStatusCode.Redirect, (await app.Send("GET", "/sign/store", null, null, ("X-A", "none"))).StatusCode);
    }

    [Fact]
    public async Task TheUserIsLoadedOnce()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("user4", await (await app.Send("GET", "/sign/user", app.Token("4"))).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(1, app.Services.GetRequiredService<Calls>()["load 4"]);
        Assert.Equal((302, "/login?next=/sign/user"), await Raw(app, "/sign/user"));
    }

    [Fact]
    public async Task ATestThatThrowsLetsNobodyIn()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Send("GET", "/sign/broken", app.Token("2"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Send("GET", "/sign/broken")).StatusCode);
        Assert.Equal(0, app.Services.GetRequiredService<Calls>()["signed"]);
    }

    [Fact]
    public async Task TheLogSaysWhy()
    {
        await using var app = await Application.StartAsync();
        await app.Send("GET", "/sign/permission");
        await app.Send("GET", "/sign/permission", null, null, ("Accept", "application/json"));
        await app.Send("GET", "/sign/permission", app.Token(), null, ("Accept", "application/json"));
        await app.Send("GET", "/sign/test", app.Token(), null, ("Accept", "application/json"));
        Assert.Equal(
            [
                (5, "ANY /sign/permission: redirected by PermissionRequired(\"a.b\")."),
                (3, "ANY /sign/permission: 401, PermissionRequired(\"a.b\") needs an identity."),
                (4, "ANY /sign/permission: 403, PermissionRequired(\"a.b\"): permission missing."),
                (4, "ANY /sign/test: 403, UserPassesTest<Bolt.Integration.Tests.IsEven>: the user does not pass the test."),
            ],
            app.Logs.Lines.Where(static l => l.Category == "Bolt").Select(static l => (l.Id, l.Text.Replace("* ", "ANY ", StringComparison.Ordinal))));
    }

    [Fact]
    public void AnEmptyListOfPermissionsLetsNobodyPass()
    {
        var known = new GuardContext(new DefaultHttpContext(), new AuthContext("1", "jwt"));
        Assert.False(new PermissionRequired().Evaluate(known).IsAllowed);
        Assert.False(new PermissionRequired(null!).Evaluate(known).IsAllowed);
        Assert.False(new PermissionRequired("").Evaluate(known).IsAllowed);
    }

    [Fact]
    public void NothingIsAllocatedForADecision()
    {
        var guards = (Guard[])[new LoginRequired { LoginUrl = "/in" }, new PermissionRequired("a.b", "c.d"), new PermissionRequired("a.b") { RaiseException = true }];
        var contexts = (GuardContext[])
        [
            new(new DefaultHttpContext(), null),
            new(new DefaultHttpContext(), new AuthContext("1", "jwt")),
            new(new DefaultHttpContext(), new AuthContext("2", "jwt") { Permissions = new HashSet<string> { "a.b", "c.d" } }),
        ];
        Assert.Equal(4, Ask());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var passed = Ask();
        Assert.Equal((4, 0), (passed, GC.GetAllocatedBytesForCurrentThread() - before));

        int Ask()
        {
            var passed = 0;
            foreach (var guard in guards)
            {
                foreach (var context in contexts)
                {
                    passed += guard.Evaluate(context).IsAllowed ? 1 : 0;
                }
            }

            return passed;
        }
    }

    [Theory]
    [InlineData(false, "a.b")]
    [InlineData(false, "c.d")]
    [InlineData(false, "A.B", "c.d")]
    [InlineData(true, "a.b", "c.d", "e")]
    public void EveryPermissionIsAsked(bool passes, params string[] held)
    {
        var known = new GuardContext(new DefaultHttpContext(), new AuthContext("1", "jwt") { Permissions = new HashSet<string>(held) });
        Assert.Equal(passes, new PermissionRequired("a.b", "c.d").Evaluate(known).IsAllowed);
        Assert.Equal(passes, new PermissionRequired("a.b", "c.d") { RaiseException = true }.Evaluate(known).IsAllowed);
    }

    private static async Task<(int Status, string? Location)> Raw(Application app, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {(target[0] == '/' ? "localhost" : new Uri(target).Authority)}\r\nConnection: close\r\n\r\n"), Cancellation);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(Cancellation)).Split("\r\n");
        return (int.Parse(lines[0].Split(' ')[1], null), lines.FirstOrDefault(static l => l.StartsWith("Location: ", StringComparison.Ordinal))?["Location: ".Length..]);
    }
}
