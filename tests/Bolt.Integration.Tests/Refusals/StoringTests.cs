using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>RFC 9111 §3.5 keeps shared caches from what Authorization asked for, and from nothing else.</summary>
public sealed class StoringTests
{
    private static readonly string[] Paths = ["/storing/text", "/storing/json", "/storing/list", "/storing/nothing", "/storing/missing", "/storing/file", "/storing/stream"];

    [Fact]
    public async Task WhatIsNotAuthorizationMustNotBeStored()
    {
        await using var app = await Start();
        foreach (var path in Paths)
        {
            Assert.Equal(("no-store", "no-store", "no-store"), (
                await CacheControl(app, path, ("X-API-Key", "robot-key")),
                await CacheControl(app, path, ("Cookie", "sid=alice")),
                await CacheControl(app, path, ("X-A", "later-ok"))));
            Assert.Equal((null, null, null), (
                await CacheControl(app, path, ("Authorization", "Bearer " + app.Token())),
                await CacheControl(app, path),
                await CacheControl(app, path, ("X-API-Key", "stranger"), ("Cookie", "sid=" + CookieBackend.Unknown), ("Authorization", "Bearer x"))));
        }

        var unchanged = await app.Send("GET", "/storing/file", null, null, ("X-API-Key", "robot-key"), ("If-None-Match", "\"v1\""));
        Assert.Equal((HttpStatusCode.NotModified, "no-store"), (unchanged.StatusCode, unchanged.Headers.NonValidated["Cache-Control"].ToString()));
        var head = await app.Send("HEAD", "/keys/me", null, null, ("X-API-Key", "robot-key"));
        Assert.Equal((HttpStatusCode.OK, "no-store"), (head.StatusCode, head.Headers.NonValidated["Cache-Control"].ToString()));
        Assert.Null(await CacheControl(app, "/keys/me"));
    }

    [Fact]
    public async Task TheHandlerHasTheLastWord()
    {
        await using var app = await Start();
        Assert.Equal("private, max-age=60", await CacheControl(app, "/storing/own", ("X-API-Key", "robot-key")));
        Assert.Null(await CacheControl(app, "/storing/own-none", ("X-API-Key", "robot-key")));

        await using var filtered = await Start(map: static a => a.MapBolt().AddEndpointFilter(static async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-cache";
            return await next(context);
        }));
        Assert.Equal("no-cache", await CacheControl(filtered, "/storing/text", ("X-API-Key", "robot-key")));

        await using var middleware = await Start(map: static a =>
        {
            a.Use(static (http, next) =>
            {
                http.Response.Headers.CacheControl = "private";
                return next(http);
            });
            a.MapBolt();
        });
        Assert.Equal("private", await CacheControl(middleware, "/storing/text", ("X-API-Key", "robot-key")));
    }

    [Fact]
    public async Task TheHeaderOfTheOptionsCounts()
    {
        await using var app = await Start(static s => s.AddBolt().AddJwt(static o => o.Header = "X-Token").AddApiKeys(static o => o.Header = "authorization"));
        Assert.Equal("no-store", await CacheControl(app, "/storing/text", ("X-Token", app.Token())));
        Assert.Null(await CacheControl(app, "/storing/text", ("Authorization", "ApiKey robot-key")));
    }

    [Fact]
    public async Task AHeaderThatIsConfiguredAnewCounts()
    {
        var source = new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = [new("Bolt:ApiKeys:Header", "Authorization")] };
        IConfigurationRoot? root = null;
        await using var app = await Start(configuration: c =>
        {
            c.Add(source);
            root = (c as IConfigurationRoot)!;
        });
        Assert.Null(await CacheControl(app, "/keys/me", ("Authorization", "ApiKey robot-key")));
        root!["Bolt:ApiKeys:Header"] = "X-Other-Key";
        root.Reload();
        Assert.Equal("no-store", await CacheControl(app, "/keys/me", ("X-Other-Key", "robot-key")));
    }

    private static Task<Application> Start(Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, Action<IConfigurationBuilder>? configuration = null) => Application.StartAsync(
        s =>
        {
            s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key"))));
            services?.Invoke(s);
        },
        map,
        configuration);

    private static async Task<string?> CacheControl(Application app, string path, params (string, string)[] headers)
    {
        var response = await app.Send("GET", path, null, null, headers);
        return response.Headers.NonValidated.TryGetValues("Cache-Control", out var value) ? value.ToString() : null;
    }
}
