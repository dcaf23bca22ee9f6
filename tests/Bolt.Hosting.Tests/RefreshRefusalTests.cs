using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Hosting.Tests;

/// <summary>Refresh tokens without <c>AddSessions</c>: a store that does not answer is 503 there too, in Bolt's endpoints and in others.</summary>
public sealed class RefreshRefusalTests
{
    [Theory]
    [InlineData("/refresh-alone")]
    [InlineData("/refresh-alone/later")]
    [InlineData("/plain-refresh")]
    public async Task Store_that_does_not_answer_is_503(string path)
    {
        await using var app = await Application.StartAsync(
            static bolt => bolt.AddUsers<Tenant, Tenants>().AddRefreshTokens<Tenant>().AddRefreshTokenStore<Deaf>(),
            map: app =>
            {
                // Bolt's endpoints answer by themselves.
                if (path == "/plain-refresh")
                {
                    app.UseExceptionHandler(static _ => { });
                }

                app.MapPost("/plain-refresh", static (HttpContext http, CancellationToken _) => RefreshAlone.Refresh(http));
            });
        Assert.Null(app.Services.GetService<ISessionStore>());
        using var response = await app.Client.PostAsync(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    /// <summary>A handler that throws before it waits for anything.</summary>
    [Fact]
    public async Task Cookie_of_another_site_is_403()
    {
        await using var app = await Application.StartAsync(static bolt => bolt.AddUsers<Tenant, Tenants>().AddRefreshTokens<Tenant>().AddRefreshTokenStore<Deaf>());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/refresh-alone/cookie");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    public sealed class Tenant : IBoltUser
    {
        public string Id => "1";

        public string Username => "one";

        public bool IsStaff => false;

        public bool IsSuperuser => false;
    }

    public sealed class Tenants : IUserLoader<Tenant>
    {
        public ValueTask<Tenant?> FindAsync(string userId, CancellationToken cancellationToken) => new(new Tenant());
    }

    /// <summary>A store that does not answer.</summary>
    public sealed class Deaf : IRefreshTokenStore
    {
        public ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken) => throw new TimeoutException("scripted");

        public ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken) => throw new TimeoutException("scripted");

        public ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken) => throw new TimeoutException("scripted");

        public ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) => throw new TimeoutException("scripted");

        public IAsyncEnumerable<RefreshFamily> ListAsync(string userId, CancellationToken cancellationToken) => throw new TimeoutException("scripted");

        public ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) => throw new TimeoutException("scripted");

        public ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) => throw new TimeoutException("scripted");
    }
}

/// <summary>Handlers that refresh; the services are there in <see cref="RefreshRefusalTests"/> only.</summary>
public static class RefreshAlone
{
    private const string Token = "bolt_r1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [BoltPost("/refresh-alone", Guards = [typeof(AllowAny)])]
    public static async Task<string> Refresh(HttpContext http) => (await http.RequestServices.GetRequiredService<JwtIssuer>().RefreshAsync(Token, http.RequestAborted))?.AccessToken ?? "none";

    [BoltPost("/refresh-alone/cookie", Guards = [typeof(AllowAny)])]
    public static string Cookie(HttpContext http) => RefreshCookie.Read(http) ?? "none";

    [BoltPost("/refresh-alone/later", Guards = [typeof(AllowAny)])]
    public static async Task<string> Later(HttpContext http)
    {
        await Task.Yield();
        return await Refresh(http);
    }
}
