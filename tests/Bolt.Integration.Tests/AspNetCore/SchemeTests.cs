using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>Bolt's backends as ASP.NET Core schemes: a real controller, a real hub, policies.</summary>
public sealed class SchemeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryBackendIsASchemeWhereverItWasAdded()
    {
        await using var app = await Start();
        var schemes = (await app.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync()).Select(static s => s.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["A", "AdminSession", "B", "Bolt", "PartnerKeys", "api_key", "cookie", "jwt", "page", "plain", "session"], schemes);
        Assert.Equal("Bolt", app.Services.GetRequiredService<IOptions<AuthenticationOptions>>().Value.DefaultScheme);
    }

    [Fact]
    public async Task AControllerAcceptsTokensAndKeys()
    {
        await using var app = await Start();
        Assert.Equal("7 jwt", await Text(await app.Send("GET", "/mvc/jwt", app.Token("7"))));
        Assert.Equal("7 jwt", await Text(await app.Send("GET", "/mvc/both", app.Token("7"))));
        Assert.Equal("7 jwt", await Text(await app.Send("GET", "/mvc/default", app.Token("7"))));
        Assert.Equal("robot api_key", await Text(await app.Send("GET", "/mvc/both", null, null, ("X-API-Key", "robot-key"))));
        Assert.Equal("robot api_key", await Text(await app.Send("GET", "/mvc/default", null, null, ("X-API-Key", "robot-key"))));
        Assert.Equal("robot api_key", await Text(await app.Send("GET", "/mvc/default", "bad.token.here", null, ("X-API-Key", "robot-key"))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/mvc/jwt", null, null, ("X-API-Key", "robot-key"))).StatusCode);
    }

    [Theory]
    [InlineData("/mvc/jwt", false, "Bearer")]
    [InlineData("/mvc/jwt", true, "Bearer error=\"invalid_token\"")]
    [InlineData("/mvc/both", false, "Bearer", "ApiKey header=\"X-API-Key\"")]
    [InlineData("/mvc/both", true, "Bearer error=\"invalid_token\"", "ApiKey header=\"X-API-Key\"")]
    [InlineData("/mvc/default", false, "Bearer", "ApiKey header=\"X-API-Key\"", "session", "AdminSession", "A", "B", "cookie", "plain", "page")]
    public async Task A401HasOneChallengePerSchemeAndProblemDetails(string path, bool bad, params string[] challenges)
    {
        await using var app = await Start();
        var response = await app.Send("GET", path, bad ? "bad.token.here" : null);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(challenges, response.Headers.GetValues("WWW-Authenticate"));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A403IsProblemDetailsToo()
    {
        await using var app = await Start();
        Assert.Equal("reader", await Text(await app.Send("GET", "/mvc/reader", app.Token("7", permissions: "a.read"))));
        var response = await app.Send("GET", "/mvc/reader", app.Token("7"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
        Assert.Equal("""{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.4","title":"Forbidden","status":403}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task ABackendThatCannotBeAskedIs503ThroughASchemeToo()
    {
        await using var app = await Start(static s => s.AddBolt().AddRevocation<Down>());
        var response = await app.Send("GET", "/mvc/both", app.Token());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("5", Assert.Single(response.Headers.GetValues("Retry-After")));
        Assert.False(response.Headers.Contains("WWW-Authenticate"));
        Assert.Contains("\"status\":503", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheApplicationsProblemDetailsServiceIsAsked()
    {
        await using var app = await Start(static s => s.AddProblemDetails(static o => o.CustomizeProblemDetails = static c => c.ProblemDetails.Extensions["mine"] = "yes"));
        var response = await app.Send("GET", "/mvc/both");
        Assert.Equal(["Bearer", "ApiKey header=\"X-API-Key\""], response.Headers.GetValues("WWW-Authenticate"));
        Assert.Contains("\"mine\":\"yes\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHubKnowsTheCaller()
    {
        await using var app = await Start();
        var token = app.Token("7");
        await using (var connection = Connect(token))
        {
            await connection.StartAsync(Cancellation);
            Assert.Equal("7", await connection.InvokeAsync<string>("Who", Cancellation));
        }

        foreach (var refused in new[] { null, token[..^6] + "AAAAAA" })
        {
            await using var connection = Connect(refused);
            var error = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(Cancellation));
            Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        }

        HubConnection Connect(string? bearer) =>
            new HubConnectionBuilder().WithUrl(new Uri(app.Client.BaseAddress!, "/who"), o => o.AccessTokenProvider = () => Task.FromResult(bearer)).Build();
    }

    [Fact]
    public async Task AnApplicationsOwnDefaultStays()
    {
        await using var app = await Application.StartAsync(static s =>
        {
            s.AddAuthentication("api_key").AddBolt().AddBolt();
            s.AddAuthorization();
        }, static a =>
        {
            a.UseAuthentication();
            a.UseAuthorization();
            a.MapGet("/plain", static () => "plain").RequireAuthorization();
        });
        var response = await app.Send("GET", "/plain", app.Token());
        Assert.Equal(["ApiKey header=\"X-API-Key\""], response.Headers.GetValues("WWW-Authenticate"));
    }

    private static Task<Application> Start(Action<IServiceCollection>? services = null) => Application.StartAsync(
        s =>
        {
            s.AddAuthentication().AddBolt();
            s.AddAuthorization(static o => o.AddPolicy("reader", static p => p.RequireClaim("permission", "a.read")));
            s.AddControllers().AddApplicationPart(typeof(MvcController).Assembly);
            s.AddSignalR();
            s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key"))));
            services?.Invoke(s);
        },
        static a =>
        {
            a.UseAuthentication();
            a.UseAuthorization();
            a.MapBolt();
            a.MapControllers();
            a.MapHub<WhoHub>("/who");
        });

    private static async Task<string> Text(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private sealed class Down : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => throw new TimeoutException();

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw new TimeoutException();
    }
}
