using Bolt.Authentication;
using Bolt.Tests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Metrics and traces: ASP.NET Core's own under their names, Bolt's beside them, nothing while nobody listens.</summary>
[Collection(AloneCollection.Name)]
public sealed class ObservabilityTests
{
    private const string Duration = "aspnetcore.authentication.authenticate.duration";

    [Fact]
    public async Task EachBackendThatIsAskedIsTimed()
    {
        await using var app = await Start();
        using var observer = new Observer(app.Services);
        await app.Send("GET", "/keys/either", "bad.token.here", null, ("X-API-Key", "robot-key"));
        await app.Send("GET", "/keys/either");
        await app.Send("POST", "/matrix/two/authenticated", null, null, ("X-A", "later-fail"), ("X-B", "throw"));
        await app.StopAsync();
        Assert.Equal(
            [
                "aspnetcore.authentication.result=failure aspnetcore.authentication.scheme=jwt error.type=Microsoft.AspNetCore.Authentication.AuthenticationFailureException",
                "aspnetcore.authentication.result=success aspnetcore.authentication.scheme=api_key",
                "aspnetcore.authentication.result=none aspnetcore.authentication.scheme=jwt",
                "aspnetcore.authentication.result=none aspnetcore.authentication.scheme=api_key",
                "aspnetcore.authentication.result=failure aspnetcore.authentication.scheme=A error.type=Microsoft.AspNetCore.Authentication.AuthenticationFailureException",
                "aspnetcore.authentication.scheme=B error.type=System.InvalidOperationException",
            ],
            observer.Of(Duration));
        Assert.All(observer.Measurements.Where(static m => m.Name == Duration), static m => Assert.Equal(("Microsoft.AspNetCore.Authentication", "s", true), (m.Meter, m.Unit, m.Value is > 0 and < 60)));
    }

    [Fact]
    public async Task ChallengesForbidsAndAttemptsAreCounted()
    {
        await using var app = await Start();
        using var observer = new Observer(app.Services);
        await app.Send("GET", "/keys/either");
        await app.Send("GET", "/keys/either/read", app.Token());
        await app.Send("GET", "/keys/either/read", app.Token(permissions: "a.read"));
        await app.Send("GET", "/keys/open", app.Token());
        await app.StopAsync();
        Assert.Equal(["aspnetcore.authentication.scheme=jwt", "aspnetcore.authentication.scheme=api_key"], observer.Of("aspnetcore.authentication.challenges"));
        Assert.Equal(["aspnetcore.authentication.scheme=jwt"], observer.Of("aspnetcore.authentication.forbids"));
        Assert.Equal(
            [
                "aspnetcore.authorization.result=failure aspnetcore.user.is_authenticated=False",
                "aspnetcore.authorization.result=failure aspnetcore.user.is_authenticated=True",
                "aspnetcore.authorization.result=success aspnetcore.user.is_authenticated=True",
            ],
            observer.Of("aspnetcore.authorization.attempts"));
        Assert.Contains(observer.Measurements, static m => m is { Meter: "Microsoft.AspNetCore.Authentication", Name: "aspnetcore.authentication.challenges", Unit: "{challenge}" });
        Assert.Contains(observer.Measurements, static m => m is { Meter: "Microsoft.AspNetCore.Authentication", Name: "aspnetcore.authentication.forbids", Unit: "{forbid}" });
        Assert.Contains(observer.Measurements, static m => m is { Meter: "Microsoft.AspNetCore.Authorization", Name: "aspnetcore.authorization.attempts", Unit: "{attempt}" });
    }

    [Fact]
    public async Task ASuccessIsCountedWhenTheGuardsHavePassedAndNotWhenTheHandlerIsDone()
    {
        await using var app = await Start();
        using var observer = new Observer(app.Services, "Microsoft.AspNetCore.Authorization");
        var waiting = app.Send("GET", "/slow/waits", null, null, ("X-A", "later-ok"));
        for (var i = 0; i < 250 && observer.Measurements.IsEmpty; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        const string success = "aspnetcore.authorization.result=success aspnetcore.user.is_authenticated=True";
        Assert.False(waiting.IsCompleted);
        Assert.Equal([success], observer.Of("aspnetcore.authorization.attempts"));
        app.Services.GetRequiredService<Gate>().Open();
        Assert.Equal(200, (int)(await waiting).StatusCode);

        Assert.Equal(500, (int)(await app.Send("GET", "/slow/throws", null, null, ("X-A", "ok"))).StatusCode);
        Assert.Equal(200, (int)(await app.Send("GET", "/filtered/5", null, null, ("X-A", "ok"))).StatusCode);
        Assert.Equal(415, (int)(await app.Send("POST", "/filtered/task", null, new StringContent("x"), ("X-A", "ok"))).StatusCode);
        // A guard that throws has decided nothing.
        Assert.Equal(500, (int)(await app.Send("POST", "/matrix/one/guard", null, null, ("X-A", "ok"), ("X-Guard", "throw"))).StatusCode);
        await app.StopAsync();
        Assert.Equal([success, success, success, success], observer.Of("aspnetcore.authorization.attempts"));
    }

    [Fact]
    public async Task TheNamesAndUnitsAreThoseAspNetCoreRecords()
    {
        // The same requests through ASP.NET Core's own services and through Bolt: one set of instruments and tag names.
        var seen = new List<HashSet<(string, string, string?, string)>>();
        foreach (var path in new[] { "/plain", "/jwt/permission" })
        {
            await using var app = await Application.StartAsync(
                static s =>
                {
                    s.AddAuthentication("jwt").AddBolt();
                    s.AddAuthorization();
                },
                a =>
                {
                    if (path == "/plain")
                    {
                        a.UseAuthorization();
                        a.MapGet("/plain", static () => "plain").RequireAuthorization(static p => p.RequireClaim("permission", "a.read").AddAuthenticationSchemes("jwt"));
                    }

                    a.MapBolt();
                });
            using var observer = new Observer(app.Services, "Microsoft.AspNetCore.Auth");
            foreach (var token in new[] { null, "bad.token.here", app.Token(), app.Token(permissions: "a.read") })
            {
                await app.Send("GET", path, token);
            }

            await app.StopAsync();
            seen.Add([.. observer.Measurements.Select(static m => (m.Meter, m.Name, m.Unit, m.Tags))]);
        }

        // WebApplication puts UseAuthentication() before everything; on the Bolt route it is asked besides.
        Assert.Superset(seen[0], seen[1]);
        Assert.Equal(seen[0].Select(static m => (m.Item1, m.Item2, m.Item3)).ToHashSet(), seen[1].Select(static m => (m.Item1, m.Item2, m.Item3)).ToHashSet());
    }

    [Fact]
    public async Task BoltCountsRefusalsAndTheirReasons()
    {
        await using var app = await Start(static s => s.AddSingleton<Down>().AddBolt().AddRevocation<Down>());
        using var observer = new Observer(app.Services, "Bolt");
        await app.Send("GET", "/keys/me", null, null, ("X-API-Key", "wrong"));
        await app.Send("GET", "/keys/read", null, null, ("X-API-Key", "robot-key"));
        await app.Send("GET", "/jwt/me", app.Token());
        await app.Send("POST", "/matrix/none/guard", null, null, ("X-Guard", "redirect"));
        await app.Send("POST", "/cookies/any", null, null, ("Cookie", "sid=alice"), ("Sec-Fetch-Site", "cross-site"));
        await app.StopAsync();
        Assert.Equal(
            ["bolt.backend=api_key bolt.reason=unknown key", "bolt.backend=jwt bolt.reason=revocation store unavailable"],
            observer.Of("bolt.authentication.failures"));
        Assert.Equal(
            [
                "bolt.guard=IsAuthenticated http.response.status_code=401 http.route=/keys/me",
                "bolt.guard=HasPermission(\"a.read\") http.response.status_code=403 http.route=/keys/read",
                "bolt.guard=IsAuthenticated http.response.status_code=503 http.route=/jwt/me",
                "bolt.guard=Bolt.Integration.Tests.ScriptedGuard http.response.status_code=302 http.route=/matrix/none/guard",
                "bolt.guard=cross-site check http.response.status_code=403 http.route=/cookies/any",
            ],
            observer.Of("bolt.refusals"));
        Assert.Equal(["bolt.revocation.failed_open=False"], observer.Of("bolt.revocation.store.failures"));
        Assert.All(observer.Measurements, static m => Assert.Equal("Bolt", m.Meter));
    }

    [Fact]
    public async Task EachBackendIsASpanAndTheRequestsSpanNamesTheGuard()
    {
        await using var app = await Start();
        using var observer = new Observer(app.Services);
        await app.Send("GET", "/keys/either/read", "bad.token.here", null, ("X-API-Key", "robot-key"));
        await app.StopAsync();
        Assert.Equal(
            ["bolt.authenticate Unset  bolt.backend=jwt bolt.result=failure bolt.reason=not a compact JWS ", "bolt.authenticate Unset  bolt.backend=api_key bolt.result=success "],
            observer.Activities.Where(static a => a.StartsWith("bolt.", StringComparison.Ordinal)));
        Assert.Contains(observer.Activities, static a => a.Contains("HttpRequestIn", StringComparison.Ordinal) && a.Contains("bolt.guard=HasPermission(\"a.read\")", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhileNobodyListensARequestAllocatesNoMoreThanItsCallerFeature()
    {
        await using var app = await Start();
        var http = new DefaultHttpContext { RequestServices = app.Services };
        http.Request.Headers["X-API-Key"] = "robot-key";
        var keys = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(static e => e.RoutePattern.RawText == "/keys/nothing");
        for (var i = 0; i < 100; i++)
        {
            await keys.RequestDelegate!(http);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var task = keys.RequestDelegate!(http);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(200, http.Response.StatusCode);
        // CallerFeature: header, two references, an int.
        Assert.Equal(40, allocated);
    }

    private static Task<Application> Start(Action<IServiceCollection>? services = null) => Application.StartAsync(s =>
    {
        s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key"))));
        services?.Invoke(s);
    });

    private sealed class Down : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => throw new TimeoutException();

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw new TimeoutException();
    }
}
