using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>A request that is executed again starts from nothing: the second endpoint answers as if it had been asked first.</summary>
public sealed class ReexecutionTests
{
    private static readonly (string Path, string[] Backends, bool IsGuarded, bool NeedsStaff)[] Endpoints =
    [
        ("/again/jwt-guarded", ["jwt"], true, false),
        ("/again/jwt-open", ["jwt"], false, false),
        ("/again/key-guarded", ["key"], true, false),
        ("/again/key-open", ["key"], false, false),
        ("/again/jwt-key-guarded", ["jwt", "key"], true, false),
        ("/again/jwt-key-open", ["jwt", "key"], false, false),
        ("/again/key-jwt-staff", ["key", "jwt"], true, true),
        ("/again/none-open", [], false, false),
        ("/again/none-guarded", [], true, false),
    ];

    private static readonly string[] Kinds = ["none", "bad", "good"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Firsts => [.. Endpoints.Select(static e => e.Path)];

    [Theory]
    [MemberData(nameof(Firsts))]
    public async Task TheSecondEndpointAnswersAsIfItWereTheFirst(string first)
    {
        await using var app = await Start();
        foreach (var second in Endpoints)
        {
            foreach (var jwt in Kinds)
            {
                foreach (var key in Kinds)
                {
                    foreach (var down in new[] { "never", "first", "second", "both" })
                    {
                        await Check(app, second.Path, Reference(second, jwt, key, down is "second" or "both"), jwt, key, ("X-Path", first), ("X-Then", second.Path), ("X-Down", down));
                    }
                }
            }
        }
    }

    /// <summary>The reference holds for a request that is executed once.</summary>
    [Fact]
    public async Task TheReferenceIsRight()
    {
        await using var app = await Start();
        foreach (var endpoint in Endpoints)
        {
            foreach (var jwt in Kinds)
            {
                foreach (var key in Kinds)
                {
                    foreach (var down in new[] { "never", "first" })
                    {
                        await Check(app, endpoint.Path, Reference(endpoint, jwt, key, down == "first"), jwt, key, ("X-Path", endpoint.Path), ("X-Down", down));
                    }
                }
            }
        }
    }

    /// <summary>Credentials that middleware takes away in between are gone, also for the same endpoint.</summary>
    [Fact]
    public async Task WhatIsTakenAwayInBetweenIsGone()
    {
        await using var app = await Start();
        foreach (var first in Endpoints)
        {
            foreach (var second in Endpoints)
            {
                foreach (var jwt in Kinds)
                {
                    foreach (var key in Kinds)
                    {
                        await Check(app, second.Path, Reference(second, "none", "none", false), jwt, key, ("X-Path", first.Path), ("X-Then", second.Path), ("X-Strip", "yes"), ("X-Down", "first"));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("/again/missing", 404)]
    [InlineData("/again/throws", 500)]
    public async Task AspNetCoresOwnErrorPages(string first, int status)
    {
        foreach (var second in Endpoints)
        {
            await using var app = await Start(a =>
            {
                a.UseExceptionHandler(second.Path);
                a.UseStatusCodePagesWithReExecute(second.Path);
            });
            foreach (var jwt in Kinds)
            {
                foreach (var key in Kinds)
                {
                    var (expected, caller, challenges) = Reference(second, jwt, key, false);
                    await Check(app, second.Path, (expected == 200 ? status : expected, caller, challenges), jwt, key, ("X-Path", first));
                }
            }
        }
    }

    /// <summary>Middleware's user is nobody's business here: it stays, as on a first request.</summary>
    [Theory]
    [InlineData("/again/jwt-open", "/again/key-open")]
    [InlineData("/again/jwt-open", "/again/none-open")]
    [InlineData("/again/jwt-open", "/again/jwt-key-open")]
    public async Task AUserThatMiddlewareHasSetComesBack(string first, string second)
    {
        foreach (var everyTime in new[] { true, false })
        {
            var set = 0;
            await using var app = await Start(inner: a => a.Use((http, next) =>
            {
                if (everyTime || set++ == 0)
                {
                    http.User = new ClaimsPrincipal(new ClaimsIdentity([new("sub", "middleware")], "test"));
                }

                return next(http);
            }));
            await Check(app, second, (200, "- - middleware", []), "good", "none", ("X-Path", first), ("X-Then", second), ("X-Strip", "yes"));
        }

        // And a caller known to the second endpoint stands above it.
        await using var both = await Start(inner: static a => a.Use(static (http, next) =>
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity([new("sub", "middleware")], "test"));
            return next(http);
        }));
        await Check(both, "/again/key-open", (200, "robot robot robot", []), "good", "good", ("X-Path", "/again/jwt-open"), ("X-Then", "/again/key-open"));
    }

    [Fact]
    public async Task TheCurrentUserIsLoadedAgain()
    {
        await using var app = await Start();
        await Check(app, "/again/user", (200, "user7", []), "good", "none", ("X-Path", "/again/user"), ("X-Then", "/again/user"));
        Assert.Equal(2, app.Services.GetRequiredService<Calls>()["load 7"]);
    }

    /// <summary>Nobody listens to the second run until it is under way, and the first one's observation is still there: of a caller it knew, and of one that none of its backends did.</summary>
    [Theory]
    [InlineData("/again/jwt-guarded", 2)]
    [InlineData("/again/key-guarded", 1)]
    public async Task AListenerThatComesLateIsNotA500(string first, int asked)
    {
        using var listener = new MeterListener();
        using var mine = new MeterListener();
        await using var app = await Start(inner: null, between: () => listener.Dispose(), services: s => s.AddSingleton(new LateListener(asked, () => mine.Start())).AddBolt().AddRevocation<ListeningStore>());
        var factory = app.Services.GetRequiredService<IMeterFactory>();
        Action<Instrument, MeterListener> listen = (instrument, to) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name.StartsWith("Microsoft.AspNetCore.Auth", StringComparison.Ordinal))
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.InstrumentPublished = listen;
        mine.InstrumentPublished = listen;
        listener.Start();
        await Check(app, "/again/jwt-guarded", (200, "7 7 7", []), "good", "none", ("X-Path", first), ("X-Then", "/again/jwt-guarded"));
    }

    /// <summary>What the second endpoint says by itself, worked out from nothing but the credentials.</summary>
    private static (int Status, string? Caller, string[] Challenges) Reference((string Path, string[] Backends, bool IsGuarded, bool NeedsStaff) endpoint, string jwt, string key, bool down)
    {
        string? caller = null;
        var unavailable = false;
        foreach (var backend in endpoint.Backends)
        {
            var good = (backend == "jwt" ? jwt : key) == "good";
            unavailable |= caller is null && good && backend == "jwt" && down;
            caller ??= good && !(backend == "jwt" && down) ? backend == "jwt" ? "7" : "robot" : null;
        }

        // Its guard is not told to allow anyone.
        return endpoint.Path == "/again/none-guarded" ? (403, null, [])
            : caller is null && endpoint.IsGuarded
                ? unavailable ? (503, null, []) : (401, null, [.. endpoint.Backends.Select(b => b == "key" ? "ApiKey header=\"X-API-Key\"" : jwt == "bad" ? "Bearer error=\"invalid_token\"" : "Bearer")])
            : caller is not null && endpoint.NeedsStaff ? (403, null, caller == "7" ? ["Bearer error=\"insufficient_scope\""] : [])
            : (200, caller is null ? "- - -" : $"{caller} {caller} {caller}", []);
    }

    private static async Task Check(Application app, string what, (int Status, string? Caller, string[] Challenges) expected, string jwt, string key, params (string, string)[] headers)
    {
        var token = jwt switch { "good" => app.Token("7"), "bad" => "bad.token.here", _ => null };
        var response = await app.Send("GET", "/", token, null, key == "none" ? headers : [.. headers, ("X-API-Key", key == "good" ? "robot-key" : "stranger")]);
        var where = $"{string.Join(' ', headers)} -> {what}, jwt {jwt}, key {key}: ";
        Assert.True(expected.Status == (int)response.StatusCode, $"{where}{(int)response.StatusCode}, expected {expected.Status}");
        var caller = response.Headers.TryGetValues("X-Caller", out var callers) ? string.Join('|', callers) : null;
        Assert.True(expected.Caller == caller, $"{where}caller {caller}, expected {expected.Caller}");
        if (expected.Status is 200 or 404 or 500)
        {
            return;
        }

        // Of a refusal: what the first endpoint's left in the head is not this one's to take away where it refuses nothing.
        var challenges = response.Headers.TryGetValues("WWW-Authenticate", out var values) ? string.Join('|', values) : "";
        Assert.True(string.Join('|', expected.Challenges) == challenges, $"{where}{challenges}, expected {string.Join('|', expected.Challenges)}");
        Assert.True(expected.Status == 503 == response.Headers.Contains("Retry-After"), where + "Retry-After");
    }

    /// <param name="inner">Middleware that is executed again.</param>
    private static Task<Application> Start(Action<WebApplication>? outer = null, Action<WebApplication>? inner = null, Action? between = null, Action<IServiceCollection>? services = null) => Application.StartAsync(
        s =>
        {
            s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key")))).AddRevocation<SwitchedStore>();
            s.AddHttpContextAccessor();
            services?.Invoke(s);
        },
        a =>
        {
            outer?.Invoke(a);
            a.Use(async (http, next) =>
            {
                http.Request.Path = http.Request.Headers["X-Path"].ToString() is { Length: > 0 } path && http.Request.Path == "/" ? path : http.Request.Path;
                http.Items["store"] = http.Request.Headers["X-Down"].ToString() is "first" or "both";
                var then = http.Request.Headers["X-Then"].ToString();
                if (then.Length == 0)
                {
                    await next(http);
                    return;
                }

                // A refusal would go out at once.
                var body = http.Response.Body;
                http.Response.Body = new MemoryStream();
                await next(http);
                Assert.False(http.Response.HasStarted);
                between?.Invoke();
                http.Response.Body = body;
                http.Response.StatusCode = 200;
                http.Response.ContentType = null;
                http.Response.ContentLength = null;
                http.Response.Headers.Remove("X-Caller");
                if (http.Request.Headers.ContainsKey("X-Strip"))
                {
                    http.Request.Headers.Remove("Authorization");
                    http.Request.Headers.Remove("X-API-Key");
                }

                http.Items["store"] = http.Request.Headers["X-Down"].ToString() is "second" or "both";
                http.SetEndpoint(null);
                http.Request.RouteValues.Clear();
                http.Request.Path = then;
                await next(http);
            });
            inner?.Invoke(a);
            a.UseRouting();
            a.MapBolt();
        });

    private sealed class SwitchedStore(IHttpContextAccessor http) : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => http.HttpContext?.Items["store"] is true ? throw new TimeoutException() : new(false);

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed record LateListener(int Asked, Action Begin);

    /// <summary>A listener starts while the second run asks for the token.</summary>
    private sealed class ListeningStore(LateListener late) : IRevocationStore
    {
        private int _asked;

        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
        {
            if (++_asked == late.Asked)
            {
                late.Begin();
            }

            return new(false);
        }

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
