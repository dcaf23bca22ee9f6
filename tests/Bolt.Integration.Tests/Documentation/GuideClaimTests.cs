using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Integration.Tests;

/// <summary>What the guide says happens, where no other test shows it.</summary>
public sealed class GuideClaimTests
{
    private const string Old = "the old secret, at least 32 bytes long";
    private const string New = "the new secret, at least 32 bytes long";

    /// <summary>testing.md: an application with an issuer takes tokens of a secret that only the tests set.</summary>
    [Fact]
    public async Task ATestSecretReplacesAnIssuer()
    {
        static void Issuer(IServiceCollection services) => services.AddBolt().AddJwt(static o =>
        {
            o.Secret = null;
            o.Authority = "https://127.0.0.1:9";
            o.Algorithms.Add("RS256");
        });
        static void ForTests(IServiceCollection services) => services.PostConfigureAll<JwtOptions>(static o =>
        {
            o.Authority = null;
            o.MetadataAddress = null;
            o.Algorithms.Clear();
            o.Secret = New;
        });

        await using var app = await Application.StartAsync(static s =>
        {
            Issuer(s);
            ForTests(s);
        });
        Assert.Equal(HttpStatusCode.OK, (await app.Send("GET", "/owned/1", app.Token("1"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/owned/1", app.Token("1")[..^6] + "AAAAAA")).StatusCode);

        // With routes that issue tokens it would not even start.
        await using var real = await Application.StartAsync(Issuer, static _ => { });
        Assert.Throws<InvalidOperationException>(() => real.Token("1"));
    }

    /// <summary>deployment.md: a new secret signs, and tokens of the old one hold while it stays in Keys.</summary>
    [Fact]
    public async Task ASecretRotates()
    {
        await using var before = await Start(Old);
        var token = before.Token("1");

        await using var during = await Start(New, ("Bolt:Jwt:Keys:0:kty", "oct"), ("Bolt:Jwt:Keys:0:k", Base64UrlEncoder.Encode(Old)));
        Assert.Equal(HttpStatusCode.OK, (await during.Send("GET", "/owned/1", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await during.Send("GET", "/owned/1", during.Token("1"))).StatusCode);

        await using var after = await Start(New);
        Assert.Equal(HttpStatusCode.Unauthorized, (await after.Send("GET", "/owned/1", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await after.Send("GET", "/owned/1", during.Token("1"))).StatusCode);

        // The page shows this very value.
        Assert.Contains($"\"k\": \"{Base64UrlEncoder.Encode(Old)}\"", Documents.Read("docs/guide/deployment.md"), StringComparison.Ordinal);
    }

    /// <summary>authorization.md: a guard checks the resource by its route value; what is not there is refused like what is somebody else's.</summary>
    [Theory]
    [InlineData("/owned/1", "1", HttpStatusCode.OK)]
    [InlineData("/owned/2", "1", HttpStatusCode.Forbidden)]
    [InlineData("/owned/99", "1", HttpStatusCode.Forbidden)]
    [InlineData("/owned/1", null, HttpStatusCode.Unauthorized)]
    public async Task AGuardChecksTheResource(string path, string? caller, HttpStatusCode expected)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", path, caller is null ? null : app.Token(caller));
        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK)
        {
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal((int)expected, problem.RootElement.GetProperty("status").GetInt32());
        }
    }

    /// <summary>from-jwtbearer.md: claims transformations are for schemes; a Bolt route shows what the token says.</summary>
    [Fact]
    public async Task AClaimsTransformationDoesNotRunForABoltRoute()
    {
        await using var app = await Application.StartAsync(
            static s =>
            {
                s.AddAuthentication().AddBolt();
                s.AddAuthorization();
                s.AddTransient<IClaimsTransformation, AddsClaim>();
            },
            static a =>
            {
                a.UseAuthentication();
                a.UseAuthorization();
                a.MapGet("/plain-claims", static (ClaimsPrincipal user) => user.HasClaim("added", "yes")).RequireAuthorization();
                a.MapBolt();
            });
        Assert.Equal("true", await Body("/plain-claims"));
        Assert.Equal("False", await Body("/owned/claims"));

        async Task<string> Body(string path)
        {
            var response = await app.Send("GET", path, app.Token("1"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    private static Task<Application> Start(string secret, params (string Key, string Value)[] settings) => Application.StartAsync(
        s => s.AddBolt().AddJwt(o => o.Secret = secret),
        null,
        c => c.AddInMemoryCollection(settings.Select(static s => new KeyValuePair<string, string?>(s.Key, s.Value))));
}

internal sealed class OwnsOrder : AsyncGuard
{
    public override async ValueTask<GuardResult> EvaluateAsync(GuardContext context)
    {
        await Task.Yield();
        return context.Auth is not { } auth ? GuardResult.Unauthorized
            : context.Http.GetRouteValue("id")?.ToString() == auth.UserId ? GuardResult.Allow
            : GuardResult.Forbidden("not the owner");
    }
}

internal sealed class AddsClaim : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        principal.AddIdentity(new ClaimsIdentity([new Claim("added", "yes")]));
        return Task.FromResult(principal);
    }
}

internal static class OwnedRoutes
{
    [BoltGet("/owned/claims", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Claims(ClaimsPrincipal user) => user.HasClaim("added", "yes").ToString();

    [BoltGet("/owned/{id:int}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated), typeof(OwnsOrder)])]
    public static int Get(int id) => id;
}
