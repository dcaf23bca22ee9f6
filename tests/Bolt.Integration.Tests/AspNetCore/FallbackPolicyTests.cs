using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Bolt endpoints behind <c>UseAuthorization()</c>: guards decide, nothing becomes weaker, nothing is refused because there is no scheme.</summary>
public sealed class FallbackPolicyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFallbackPolicyIsForEndpointsThatSayNothing(bool schemes)
    {
        await using var app = await Start(schemes);
        Assert.Equal(200, await Status(app, "GET", "/jwt/me", app.Token()));
        Assert.Equal(200, await Status(app, "GET", "/keys/me", null, ("X-API-Key", "robot-key")));
        Assert.Equal(403, await Status(app, "GET", "/jwt/permission", app.Token()));
        Assert.Equal(200, await Status(app, "GET", "/bind/number"));
        Assert.Equal(200, await Status(app, "POST", "/matrix/none/guard", null, ("X-Guard", "allow")));
        Assert.Equal(403, await Status(app, "POST", "/matrix/none/guard", null, ("X-Guard", "forbidden")));
        Assert.Equal(403, await Status(app, "POST", "/matrix/unguarded", app.Token(), ("X-A", "ok")));
        var response = await app.Send("GET", "/keys/me");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["ApiKey header=\"X-API-Key\""], response.Headers.GetValues("WWW-Authenticate"));

        // Without a scheme ASP.NET Core does not know how to ask, and says so with 500.
        Assert.Equal(schemes ? 401 : 500, await Status(app, "GET", "/plain"));
        Assert.Equal(schemes ? 200 : 500, await Status(app, "GET", "/plain", app.Token()));
    }

    [Theory]
    [InlineData(false, "", 401)]
    [InlineData(true, "", 403)]
    [InlineData(true, "extra", 403)]
    [InlineData(true, "a.read", 403)]
    [InlineData(true, "extra,a.read", 200)]
    public async Task APolicyOnTheEndpointAndItsGuardsBothHaveToPass(bool token, string permissions, int status)
    {
        await using var app = await Start(schemes: true, static a => a.MapGroup("").RequireAuthorization(static p => p.RequireClaim("permission", "extra")).MapBolt());
        Assert.Equal(status, await Status(app, "GET", "/jwt/permission", token ? app.Token("1", permissions: permissions.Split(',')) : null));
    }

    /// <summary>Never is it silently left out: routing refuses to run an endpoint whose policy nobody asked.</summary>
    [Fact]
    public async Task APolicyThatNoMiddlewareAsksIsAnError()
    {
        await using var app = await Application.StartAsync(map: static a => a.MapGroup("").RequireAuthorization().MapBolt());
        Assert.Equal(500, await Status(app, "GET", "/jwt/me", app.Token()));
    }

    [Fact]
    public async Task NoGuardedEndpointIsAnonymousToAspNetCore()
    {
        await using var app = await Start(schemes: false);
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(static e => e.Metadata.GetMetadata<IBoltSecurityMetadata>() is not null))
        {
            var open = endpoint.Metadata.GetMetadata<IBoltSecurityMetadata>()!.AllowsAnonymous;
            Assert.Equal(open, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
            Assert.Equal(open, endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null);
            Assert.Null(endpoint.Metadata.GetMetadata<IAuthorizeData>());
            Assert.NotNull(endpoint.Metadata.GetMetadata<IDisableCookieRedirectMetadata>());
        }
    }

    [Fact]
    public async Task ACookieSchemeDoesNotTurnA401IntoARedirect()
    {
        await using var app = await Application.StartAsync(static s =>
        {
            s.AddAuthentication("Cookies").AddCookie("Cookies");
            s.AddAuthorization();
        }, static a =>
        {
            a.UseAuthentication();
            a.UseAuthorization();
            a.MapGroup("").RequireAuthorization().MapBolt();
        });
        // The middleware asks the cookie scheme, which would send a browser to its login page.
        var response = await app.Send("GET", "/jwt/me");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("/Account/Login", response.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABareRequireAuthorizationMeansTheDefaultPolicy()
    {
        await using var app = await Start(
            schemes: true,
            static a => a.MapGroup("").RequireAuthorization().MapBolt(),
            static o => o.DefaultPolicy = new AuthorizationPolicyBuilder().RequireClaim("permission", "extra").Build());
        Assert.Equal(401, await Status(app, "GET", "/jwt/me"));
        Assert.Equal(403, await Status(app, "GET", "/jwt/me", app.Token()));
        Assert.Equal(200, await Status(app, "GET", "/jwt/me", app.Token("1", permissions: "extra")));
        // A guard that lets anybody in does not open what the default policy closes; AllowAny does.
        Assert.Equal(401, await Status(app, "POST", "/matrix/none/guard", null, ("X-Guard", "allow")));
        Assert.Equal(200, await Status(app, "POST", "/matrix/none/guard", app.Token("1", permissions: "extra"), ("X-Guard", "allow")));
        Assert.Equal(403, await Status(app, "POST", "/matrix/none/guard", app.Token("1", permissions: "extra"), ("X-Guard", "forbidden")));
        Assert.Equal(200, await Status(app, "GET", "/bind/number"));
    }

    [Fact]
    public async Task TheOutputCacheNeverKeepsWhatACallerWasGiven()
    {
        await using var app = await Application.StartAsync(
            static s => s.AddOutputCache().AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key")))),
            static a =>
            {
                a.UseOutputCache();
                a.MapGroup("").CacheOutput().MapBolt();
            });
        Assert.Equal(200, await Status(app, "GET", "/keys/me", null, ("X-API-Key", "robot-key")));
        Assert.Equal(401, await Status(app, "GET", "/keys/me"));
        // No backend, but a guard that may decide otherwise the next time.
        Assert.Equal(200, await Status(app, "GET", "/order/hours", null, ("X-Guard", "allow")));
        Assert.Equal(403, await Status(app, "GET", "/order/hours", null, ("X-Guard", "forbidden")));
        // What anybody may have is kept.
        await app.Send("GET", "/bind/number");
        Assert.True((await app.Send("GET", "/bind/number")).Headers.Contains("Age"));
    }

    private static Task<Application> Start(bool schemes, Action<WebApplication>? bolt = null, Action<AuthorizationOptions>? authorization = null) => Application.StartAsync(
        s =>
        {
            if (schemes)
            {
                s.AddAuthentication().AddBolt();
            }

            s.AddAuthorization(o =>
            {
                o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
                authorization?.Invoke(o);
            });
            s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key"))));
        },
        a =>
        {
            a.UseAuthorization();
            (bolt ?? (static a => a.MapBolt()))(a);
            a.MapGet("/plain", static () => "plain");
        });

    private static async Task<int> Status(Application app, string method, string path, string? token = null, params (string, string)[] headers) =>
        (int)(await app.Send(method, path, token, null, headers)).StatusCode;
}
