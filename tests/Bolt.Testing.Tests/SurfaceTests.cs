using System.Net;
using Bolt.Testing.Shop;
using Bolt.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Bolt.Testing.Tests;

/// <summary><c>VerifyAsync</c> on applications that are right.</summary>
public sealed class SurfaceTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EverythingIsVerifiedAndNothingIsWrong()
    {
        var report = await BoltSurfaceTests.VerifyAsync(shop.App, Cancel);
        Assert.Empty(report.Failures);
        Assert.Empty(report.NotVerifiable);
        Assert.Equal(15, report.Routes);
        Assert.InRange(report.Requests, 200, 400);
        Assert.Equal(0, Orders.Deleted);
    }

    [Fact]
    public async Task TheReportIsATableOfRoutesAndCallers()
    {
        var report = (await BoltSurfaceTests.VerifyAsync(shop.App, Cancel)).ToString();
        Assert.StartsWith("15 routes, ", report, StringComparison.Ordinal);
        var row = Assert.Single(report.Split('\n'), static l => l.StartsWith("GET /orders ", StringComparison.Ordinal));
        // anonymous; bad tokens and keys; each backend, and both; lacking the permission; other backends; TRACE
        Assert.Matches(@"^GET /orders +- +-{13,15} +\+\+\+ +-- +--- +-$", row);
        Assert.Matches(@"(?m)^POST /account/rights .* --- ", report);
    }

    [Fact]
    public async Task WhatTheTestDoesNotSayIsNotVerifiableByName()
    {
        await using var factory = new WebApplicationFactory<Handshake>();
        await using var app = factory.WithBolt(static o => o.Values[@"/other/codes/{code:regex(^[A-Z]{{2}}-\d$)}"] = "/other/codes/AB-1");
        var report = await BoltSurfaceTests.VerifyAsync(app, Cancel);
        Assert.Equal(
            [
                "GET /other/hours: a caller of jwt with all that its guards ask for: Bolt.Testing.Shop.OfficeHours decides; write WithBolt(o => o.Satisfy<OfficeHours>(services => …)) to arrange that it lets everyone pass.",
                "GET /other/me: a caller of jwt with all that its guards ask for: its handler takes the caller's user. Write WithBolt(o => o.UserId = \"…\"), the id of a user that exists.",
                "GET /other/word: nobody knows how to sign in to Bolt.Testing.Shop.Handshake: write WithBolt(o => o.SignIn<Handshake>((request, who) => …)).",
            ],
            report.NotVerifiable.Where(static n => !n.StartsWith("POST /account/renew", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ARouteThatCannotBeReachedFailsWithTheLineToWrite()
    {
        await using var factory = new WebApplicationFactory<Handshake>();
        await using var app = factory.WithBolt();
        var failure = await Assert.ThrowsAsync<BoltSurfaceException>(() => BoltSurfaceTests.VerifyAsync(app, Cancel));
        Assert.Equal(
            @"GET /other/codes/{code:regex(^[A-Z]{{2}}-\d$)} was not reached: no value was found for 'code'. Write WithBolt(o => o.Values[""/other/codes/{code:regex(^[A-Z]{{2}}-\\d$)}""] = ""…""), a value or a whole path that this route serves.",
            failure.Message.Split('\n')[0]);
        Assert.Single(failure.Report!.Failures);
    }

    [Fact]
    public async Task TheRecordedSurfaceIsComparedWhereItIsGiven()
    {
        await using var factory = new WebApplicationFactory<Handshake>();
        await using var app = factory.WithBolt(static o =>
        {
            ShopFactory.Configure(o);
            o.Surface = BoltSurface.Parse(
                """
                # Bolt surface 1
                GET /orders  auth: jwt  guards: IsAuthenticated, HasPermission("orders.read")  → Bolt.Testing.Shop.Orders.List
                GET /gone  auth: jwt  guards: IsAuthenticated  → Bolt.Testing.Shop.Gone.Get
                """);
        });
        var failures = (await Assert.ThrowsAsync<BoltSurfaceException>(() => BoltSurfaceTests.VerifyAsync(app, Cancel))).Report!.Failures;
        Assert.Contains(failures, static f => f.StartsWith("GET /orders is not what BoltSurface.txt says.\n", StringComparison.Ordinal) && f.Contains("got:      auth: jwt, api_key  guards", StringComparison.Ordinal));
        Assert.Contains("GET /gone is recorded in BoltSurface.txt and not served: map it, or remove the line.", failures);
        Assert.Contains("GET /other/open is served and not recorded in BoltSurface.txt. Record it: GET /other/open  auth: none  guards: AllowAny  → Bolt.Testing.Shop.Other.Open", failures);
    }

    [Fact]
    public async Task AnApplicationWithoutWithBoltSaysWhatToAdd()
    {
        await using var app = new WebApplicationFactory<Handshake>();
        var message = (await Assert.ThrowsAsync<InvalidOperationException>(() => BoltSurfaceTests.VerifyAsync(app, Cancel))).Message;
        Assert.Equal("BoltSurfaceTests.VerifyAsync() needs an application that was started with WithBolt(): write new WebApplicationFactory<Program>().WithBolt(), and call CreateClient() on the factory that WithBolt() returns.", message);
    }

    /// <summary>Neither handlers nor filters of the application run while it is verified; any other request has them as always.</summary>
    [Fact]
    public async Task NoFilterOfTheApplicationRuns()
    {
        var run = 0;
        await using var hand = new HandApplication(BrokenApplication.Sound with { Convention = routes => routes.AddEndpointFilter((call, next) => { run++; return new(Results.StatusCode(418)); }) });
        await using var app = hand.WithBolt();
        Assert.Empty((await BoltSurfaceTests.VerifyAsync(app, Cancel)).NotVerifiable);
        Assert.Equal(0, run);
        using var client = app.CreateClient();
        using var response = await client.GetAsync("/open", Cancel);
        Assert.Equal(418, (int)response.StatusCode);
    }

    [Fact]
    public async Task AClientThatFollowsRedirectsIsRefused()
    {
        await using var hand = new HandApplication(BrokenApplication.Sound with { Before = static app => app.Use(static next => http => { if (http.Request.Path == "/me") { http.Response.Redirect("/open"); return Task.CompletedTask; } return next(http); }) });
        await using var app = hand.WithBolt();
        using var client = app.CreateClient();
        Assert.StartsWith("The client followed a redirect from /me to ", (await Assert.ThrowsAsync<InvalidOperationException>(() => BoltSurfaceTests.VerifyAsync(client, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotBoltsHasToSayWhoMayCallIt()
    {
        BoltSurfaceTests.VerifyDeclared(shop.App);
        await using var open = new HandApplication(BrokenApplication.Sound with { Name = "undeclared", Map = static routes => routes.MapGet("/status", static http => Task.CompletedTask) });
        var failure = Assert.Throws<BoltSurfaceException>(() => BoltSurfaceTests.VerifyDeclared(open));
        Assert.StartsWith("GET /status does not say who may call it: call RequireAuthorization() or AllowAnonymous() on it, or make it a route of Bolt's.\n", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<BoltSurfaceCase> Cases => new(BoltSurfaceTests.Cases(typeof(Handshake).Assembly));

    [Theory]
    [MemberData(nameof(Cases))]
    public Task ARouteRefusesWhomItMust(BoltSurfaceCase route) => route.VerifyAsync(shop.App, Cancel);

    [Fact]
    public void CasesNameTheirRouteAndCaller()
    {
        var names = BoltSurfaceTests.Cases(typeof(Handshake).Assembly).Select(static c => c.ToString()).ToList();
        Assert.Equal(15 * 7, names.Count);
        Assert.Contains("GET /orders/{id:int:min(10)}: callers of other backends", names);
        Assert.Throws<ArgumentException>(static () => BoltSurfaceTests.Cases(typeof(object).Assembly));
    }

    [Fact]
    public async Task QuickStartIsRight()
    {
        await using var factory = new SampleFactory<QuickStart.NewArticle>();
        await using var app = factory.WithBolt(static o => { o.UserId = "1"; o.Surface = BoltSurface.Read("../../../../../samples/QuickStart/BoltSurface.txt"); });
        var report = await BoltSurfaceTests.VerifyAsync(app, Cancel);
        Assert.Empty(report.NotVerifiable);
        Assert.Equal(8, report.Routes);
        BoltSurfaceTests.VerifyDeclared(app);
    }

    [Fact]
    public async Task SessionsAndPagesIsRight()
    {
        await using var factory = new SampleFactory<SessionsAndPages.Member>();
        await using var app = factory.WithBolt(static o => { o.UserId = "1"; o.Surface = BoltSurface.Read("../../../../../samples/SessionsAndPages/BoltSurface.txt"); });
        var report = await BoltSurfaceTests.VerifyAsync(app, Cancel);
        Assert.Empty(report.NotVerifiable);
        Assert.Equal(13, report.Routes);
        BoltSurfaceTests.VerifyDeclared(app);
    }

    /// <summary>Its stores are in a real Redis. Until it has heard from there, it refuses tokens with 503, which says nothing about guards.</summary>
    [Fact]
    public async Task RedisIsRight()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var factory = new SampleFactory<SeveralServers.Account>(("Redis", redis.Configuration));
        await using var app = factory.WithBolt(static o => { o.UserId = "1"; o.Surface = BoltSurface.Read("../../../../../samples/Redis/BoltSurface.txt"); });
        using var client = app.CreateClient();
        while ((await client.GetAsync("/health", Cancel)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(20, Cancel);
        }

        var report = await BoltSurfaceTests.VerifyAsync(app, Cancel);
        Assert.Empty(report.NotVerifiable);
        Assert.Equal(5, report.Routes);
        BoltSurfaceTests.VerifyDeclared(app);
    }
}
