using System.Net;
using Bolt.Tests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Bolt.Integration.Tests.ForeignEndpoints;

namespace Bolt.Integration.Tests;

/// <summary>What becomes of endpoints that nobody declared.</summary>
public sealed class RefuseUndeclaredTests
{
    private const string Forbidden = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.4","title":"Forbidden","status":403}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ByDefault_TheyAreNamedOnceAndServed()
    {
        await using var app = await Start(null, null, static a =>
        {
            a.MapGet("/b", Served);
            a.MapGet("/a", Served);
            a.MapBolt();
        });
        var line = Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 13 });
        Assert.Equal(
            ("Bolt", LogLevel.Warning, "2 endpoints do not say who may call them, and anyone can call them: GET /a; GET /b. Call RequireAuthorization() or AllowAnonymous() on each, or make it a route of Bolt's."),
            (line.Category, line.Level, line.Text));
        Assert.Equal("served", await Text(app, "/a"));
    }

    [Fact]
    public async Task WhereAllIsDeclared_NothingIsSaid()
    {
        await using var app = await Start(null, null, static a =>
        {
            a.MapBolt();
            a.MapGet("/open", Served).AllowAnonymous();
        });
        Assert.DoesNotContain(app.Logs.Lines, static l => l is { Category: "Bolt", Id: >= 13 and <= 16 });
    }

    [Fact]
    public async Task AtMostTwentyAreNamed()
    {
        await using var app = await Start(null, null, static a => Many(a, 23));
        var line = Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 13 }).Text;
        Assert.StartsWith("23 endpoints", line, StringComparison.Ordinal);
        Assert.Contains("GET /many/19; and 3 more.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("/many/20", line, StringComparison.Ordinal);
        Assert.Equal(23, (await BoltEndpoints.FindUndeclaredAsync(app.Services)).Count);
        var e = await Assert.ThrowsAsync<InvalidOperationException>(static () => Start(Undeclared.Fail, null, static a => Many(a, 21)));
        Assert.Contains("- GET /many/19\n- and 1 more\n", e.Message, StringComparison.Ordinal);

        static void Many(WebApplication app, int count)
        {
            for (var i = 0; i < count; i++)
            {
                app.MapGet($"/many/{i:00}", Served);
            }
        }
    }

    [Fact]
    public async Task Fail_StopsTheStartAndNamesThem()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(static () => Start(Undeclared.Fail, static s => s.AddHealthChecks(), static a =>
        {
            a.MapGet("/b", Served);
            a.MapHealthChecks("/a");
            a.MapBolt();
        }));
        Assert.Equal(
            """
            Bolt cannot start: these endpoints do not say who may call them, and UndeclaredEndpoints is Fail.
            - * /a
            - GET /b
            Call RequireAuthorization() or AllowAnonymous() on each, or make it a route of Bolt's.
            """,
            e.Message);
    }

    [Fact]
    public async Task Fail_StartsWhereAllIsDeclared_AndRefusesWhatComesLater()
    {
        using var late = new Late();
        await using var app = await Start(Undeclared.Fail, null, a =>
        {
            a.MapBolt();
            ((IEndpointRouteBuilder)a).DataSources.Add(late);
        });
        late.Add("/late");
        Assert.Equal(403, await Status(app, "GET", "/late"));
        Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 13 } && l.Text.Contains("requests for them are refused with 403: * /late.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuse_AnswersWith403AndLeavesTheRestAlone()
    {
        await using var app = await Start(Undeclared.Refuse, UndeclaredEndpointTests.Authorization, static a =>
        {
            a.MapGet("/undeclared/{id}", Served);
            a.MapPost("/undeclared/{id}", Served).AllowAnonymous();
            a.MapGet("/open", Served).AllowAnonymous();
            a.MapGet("/closed", Served).RequireAuthorization();
            a.MapGet("/short", Served).ShortCircuit();
            a.MapPost("/typed", Served).Accepts<string>("application/json").AllowAnonymous();
            a.MapBolt();
        });
        using var observer = new Observer(app.Services);
        var refused = await app.Send("GET", "/undeclared/1", app.Token());
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json", Forbidden), (refused.StatusCode, refused.Content.Headers.ContentType?.ToString(), await refused.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal(403, await Status(app, "GET", "/short"));
        Assert.Equal("served", await (await app.Send("POST", "/undeclared/1")).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("served", await Text(app, "/open"));
        Assert.Equal(401, await Status(app, "GET", "/closed"));
        Assert.Equal(200, await Status(app, "GET", "/closed", app.Token()));
        Assert.Equal(200, await Status(app, "GET", "/jwt/me", app.Token()));
        Assert.Equal(404, await Status(app, "GET", "/nowhere"));
        Assert.Equal(405, await Status(app, "DELETE", "/undeclared/1"));
        Assert.Equal(405, await Status(app, "DELETE", "/open"));
        Assert.Equal(415, (int)(await app.Send("POST", "/typed", body: new StringContent("x"))).StatusCode);
        await app.StopAsync();
        Assert.Contains(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 14, Level: LogLevel.Information, Text: "GET /undeclared/{id}: 403, it does not say who may call it, and UndeclaredEndpoints asks for that." });
        Assert.Contains(observer.Measurements, static m => m.Name == "bolt.refusals" && m.Tags.Contains("http.route=/undeclared/{id}", StringComparison.Ordinal) && m.Tags.Contains("bolt.guard=UndeclaredEndpoints", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuse_IsNotUndoneByAuthorization()
    {
        await using var app = await Start(Undeclared.Refuse, UndeclaredEndpointTests.Fallback, static a =>
        {
            a.MapGet("/covered", Served);
            a.MapGet("/short", Served).ShortCircuit();
        });
        Assert.Equal(401, await Status(app, "GET", "/covered"));
        Assert.Equal(200, await Status(app, "GET", "/covered", app.Token()));
        Assert.Equal(403, await Status(app, "GET", "/short"));
    }

    /// <summary>A provider whose answer changes is asked at each request.</summary>
    [Fact]
    public async Task Refuse_FollowsAFallbackPolicyThatChanges()
    {
        AuthorizationPolicy? policy = null;
        await using var app = await Start(Undeclared.Refuse, s => { UndeclaredEndpointTests.Authorization(s); s.AddSingleton<IAuthorizationPolicyProvider>(new Policies(() => policy)); }, static a => a.MapGet("/x", Served));
        Assert.Equal(403, await Status(app, "GET", "/x", app.Token()));
        policy = new AuthorizationPolicyBuilder("Bolt").RequireAuthenticatedUser().Build();
        Assert.Equal(200, await Status(app, "GET", "/x", app.Token()));
        policy = null;
        Assert.Equal(403, await Status(app, "GET", "/x", app.Token()));
    }

    /// <summary>Also one that was there when routing looked first, and goes away: only of a provider that says so, policies stay.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuse_NoticesAFallbackPolicyThatGoesAway(bool isAtOnce)
    {
        var policy = new AuthorizationPolicyBuilder("Bolt").RequireAuthenticatedUser().Build();
        await using var app = await Start(
            Undeclared.Refuse, s => { UndeclaredEndpointTests.Authorization(s); s.AddSingleton<IAuthorizationPolicyProvider>(new Policies(() => policy, isAtOnce)); }, static a => a.MapGet("/x", Served));
        Assert.Equal(200, await Status(app, "GET", "/x", app.Token()));
        policy = null;
        Assert.Equal(403, await Status(app, "GET", "/x", app.Token()));
    }

    [Fact]
    public async Task Refuse_LetsStaticAssetsThrough()
    {
        using var manifest = new UndeclaredEndpointTests.Manifest("app.js");
        await using var app = await Start(Undeclared.Refuse, null, a =>
        {
            a.MapStaticAssets(manifest.Path);
            a.MapGet("/x", Served);
        });
        Assert.Contains("GET /x; 1 static asset of MapStaticAssets().", Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 13 }).Text, StringComparison.Ordinal);

        // There is no such file: what is asked for is served by the asset's endpoint, and not refused.
        Assert.NotEqual(403, await Status(app, "GET", "/app.js"));
        Assert.Equal(403, await Status(app, "GET", "/x"));
    }

    [Fact]
    public async Task Refuse_LooksAtTheActionBehindADynamicRoute()
    {
        await using var app = await Start(Undeclared.Refuse, static s => { UndeclaredEndpointTests.Mvc(s, typeof(ConventionalController)); s.AddSingleton<ToPlain>(); }, static a =>
        {
            a.MapDynamicControllerRoute<ToPlain>("dynamic");
            a.MapControllerRoute("declared", "declared/{controller}/{action}").AllowAnonymous();
        });
        Assert.Equal(403, await Status(app, "GET", "/dynamic"));
        Assert.Equal("second", await Text(app, "/declared/conventional/second"));
    }

    /// <summary>It looks behind every policy that chooses another endpoint, as the one that compiles Razor pages at run time does.</summary>
    [Theory]
    [InlineData(false, 403)]
    [InlineData(true, 200)]
    public async Task Refuse_LooksAtTheEndpointThatIsChosen(bool isDeclared, int status)
    {
        await using var app = await Start(
            Undeclared.Refuse, s => s.AddSingleton<MatcherPolicy>(new Replacing(isDeclared ? [new AllowAnonymousAttribute()] : [new HttpMethodMetadata(["GET"])])), static a => a.MapGet("/page", Served).WithMetadata(Page));
        Assert.Equal(status, await Status(app, "GET", "/page"));
    }

    [Fact]
    public async Task Refuse_StopsHubsAndGrpc()
    {
        await using var app = await Start(Undeclared.Refuse, static s => { s.AddSignalR(); s.AddGrpc(); }, static a =>
        {
            a.MapHub<PlainHub>("/hub");
            a.MapHub<PlainHub>("/open-hub").AllowAnonymous();
            a.MapGrpcService<GreeterService>();
        });
        Assert.Equal(403, await Status(app, "POST", "/hub/negotiate?negotiateVersion=1"));
        Assert.Equal(200, await Status(app, "POST", "/open-hub/negotiate?negotiateVersion=1"));
        Assert.Equal(403, await Status(app, "POST", "/greet.Greeter/Hello"));
    }

    [Fact]
    public async Task WhatIsMappedLater_IsNamedOnce()
    {
        using var late = new Late();
        await using var app = await Start(null, null, a =>
        {
            a.MapGet("/early", Served);
            ((IEndpointRouteBuilder)a).DataSources.Add(late);
        });
        late.Add("/late");
        late.Add("/later", new AllowAnonymousAttribute());
        late.Add("/latest");
        Assert.Equal(["GET /early", "* /late", "* /latest"], app.Logs.Lines.Where(static l => l is { Category: "Bolt", Id: 13 }).Select(static l => l.Text.Split("anyone can call them: ")[1].Split(". Call")[0]));
        Assert.Equal("late", await Text(app, "/late"));
    }

    /// <summary>Who only wants to be warned starts, whatever a policy provider does.</summary>
    [Fact]
    public async Task WhatCannotBeLookedAt_StopsOnlyThoseWhoAskForIt()
    {
        static void Throws(IServiceCollection services)
        {
            UndeclaredEndpointTests.Authorization(services);
            services.AddSingleton<IAuthorizationPolicyProvider>(new Policies(static () => throw new InvalidOperationException("the database is down")));
        }

        await using var app = await Start(null, Throws, static a => a.MapGet("/x", Served));
        Assert.Contains("the database is down", Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 16, Level: LogLevel.Warning }).Text, StringComparison.Ordinal);
        Assert.Contains("the database is down", (await Assert.ThrowsAsync<InvalidOperationException>(static () => Start(Undeclared.Fail, Throws, static a => a.MapGet("/x", Served)))).Message, StringComparison.Ordinal);
        await using var refusing = await Start(Undeclared.Refuse, Throws, static a => a.MapGet("/x", Served));
        Assert.Equal(500, await Status(refusing, "GET", "/x"));
    }

    /// <summary>Once the program runs there is nobody to throw to but the data source that has changed. What it brought is refused anyway.</summary>
    [Fact]
    public async Task WhatCannotBeLookedAtLater_StopsNothingThatRuns()
    {
        var isDown = false;
        using var late = new Late();
        await using var app = await Start(
            Undeclared.Fail,
            s =>
            {
                UndeclaredEndpointTests.Authorization(s);
                s.AddSingleton<IAuthorizationPolicyProvider>(new Policies(() => Volatile.Read(ref isDown) ? throw new InvalidOperationException("the database is down") : null));
            },
            a =>
            {
                a.MapBolt();
                ((IEndpointRouteBuilder)a).DataSources.Add(late);
            });
        Volatile.Write(ref isDown, true);
        late.Add("/late");
        Assert.Contains("the database is down", Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 16, Level: LogLevel.Warning }).Text, StringComparison.Ordinal);
        Assert.Equal(500, await Status(app, "GET", "/late"));
        Volatile.Write(ref isDown, false);
        Assert.Equal(403, await Status(app, "GET", "/late"));
    }

    [Fact]
    public async Task TheModeIsASetting()
    {
        await using var app = await UndeclaredEndpointTests.Start(null, static a => a.MapGet("/x", Served), ("Bolt:UndeclaredEndpoints", "refuse"));
        Assert.Equal(403, await Status(app, "GET", "/x"));
        foreach (var value in new[] { "2", "Refused", "Fail, Refuse" })
        {
            var e = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => UndeclaredEndpointTests.Start(null, static a => a.MapGet("/x", Served), ("Bolt:UndeclaredEndpoints", value)));
            Assert.Contains("Bolt:UndeclaredEndpoints is not one of Warn, Fail, Refuse.", e.Message, StringComparison.Ordinal);
        }

        var wrong = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(static () => Start((Undeclared)7, null, static a => a.MapGet("/x", Served)));
        Assert.Contains("UndeclaredEndpoints is none of Warn, Fail and Refuse.", wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>A line of the surface says how a route is declared; conventions come later.</summary>
    [Fact]
    public async Task AnEndpointThatDiffersFromItsLine_IsNamed()
    {
        await using var app = await Start(null, null, static a => a.MapGroup("/v1").MapBolt().Add(static e =>
        {
            object? added = ((RouteEndpointBuilder)e).RoutePattern.RawText switch
            {
                "/v1/cookies/any" or "/v1/cookies/off" => new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute(required: false),
                "/v1/jwt/staff" => new HostAttribute("admin.example"),
                "/v1/jwt/admin" => new HttpMethodMetadata(["GET", "POST"]),
                _ => null,
            };
            if (added is not null)
            {
                e.Metadata.Add(added);
            }
        }));
        Assert.Equal(
            "3 endpoints are not what BoltSurface.txt says of them, because of conventions they are mapped with: "
            + "* /v1/cookies/any (Bolt.Integration.Tests.Cookies.Any): its cross-site check is switched off; "
            + "GET /v1/jwt/staff (Bolt.Integration.Tests.Tokens.Staff): it is served for host: \"admin.example\"; "
            + "GET,POST /v1/jwt/admin (Bolt.Integration.Tests.Tokens.Admin): it is served for GET, POST.",
            Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 15, Level: LogLevel.Warning }).Text);
    }

    [Fact]
    public async Task ACrossSiteCheckThatAGroupSwitchesOff_IsNamed()
    {
        await using var app = await Start(null, null, static a => a.MapGroup("").DisableAntiforgery().MapBolt());
        Assert.Contains("/cookies/any (Bolt.Integration.Tests.Cookies.Any): its cross-site check is switched off", string.Join('\n', Differences(app)), StringComparison.Ordinal);
        Assert.Contains(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 15 });
    }

    [Fact]
    public async Task EndpointsAsTheyAreDeclared_DoNotDiffer()
    {
        await using var app = await Start(null, null, static a => a.MapGroup("/behind").MapBolt());
        Assert.Empty(Differences(app));
    }

    private static List<string> Differences(Application app) =>
        EndpointDeclarations.SurfaceDifferences.Find(app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>());

    private static string Served() => "served";

    private static Task<Application> Start(Undeclared? mode, Action<IServiceCollection>? services, Action<WebApplication> map) => Application.StartAsync(
        s =>
        {
            services?.Invoke(s);
            if (mode is { } set)
            {
                s.AddBolt(o => o.UndeclaredEndpoints = set);
            }
        },
        map);

    private static async Task<int> Status(Application app, string method, string path, string? token = null) => (int)(await app.Send(method, path, token)).StatusCode;

    private static async Task<string> Text(Application app, string path) => await (await app.Send("GET", path)).Content.ReadAsStringAsync(Cancellation);
}
