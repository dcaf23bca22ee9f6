using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>Two issuers number their tokens alike (RFC 7519 §4.1.7), and a client that hangs up is no failure of the store.</summary>
public sealed class RevocationByIssuerTests
{
    private const string PartnerSecret = "0123456789abcdef0123456789abcdef-of-the-partner";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task RevokingOneIssuersTokenSaysNothingOfAnothers(int cacheSize)
    {
        await using var app = await Start<InMemoryRevocationStore>(cacheSize);
        var own = TokenReader.Sign("""{"sub":"1","exp":4102444800,"jti":"7","iss":"https://own.example"}""");
        var partner = Partner("""{"sub":"2","exp":4102444800,"jti":"7","iss":"https://partner.example"}""");
        Assert.Equal((200, 200), (await Status(app, "/jwt/me", own), await Status(app, "/partner", partner)));
        Assert.Equal(204, await Status(app, "/partner/logout", partner));
        Assert.Equal((200, 401), (await Status(app, "/jwt/me", own), await Status(app, "/partner", partner)));

        // The program's own tokens go by their plain id.
        await app.Services.GetRequiredService<IRevocationStore>().RevokeAsync("7", DateTimeOffset.MaxValue, Cancellation);
        Assert.Equal(401, await Status(app, "/jwt/me", own));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task RevokingTheOwnTokenSaysNothingOfThePartners(int cacheSize)
    {
        await using var app = await Start<InMemoryRevocationStore>(cacheSize);
        var partner = Partner("""{"sub":"2","exp":4102444800,"jti":"7","iss":"https://partner.example"}""");
        await app.Services.GetRequiredService<IRevocationStore>().RevokeAsync("7", DateTimeOffset.MaxValue, Cancellation);
        Assert.Equal(200, await Status(app, "/partner", partner));
        Assert.Equal(401, await Status(app, "/jwt/me", TokenReader.Sign("""{"sub":"1","exp":4102444800,"jti":"7"}""")));
    }

    [Fact]
    public async Task AClientThatHangsUpIsNoFailureOfTheStore()
    {
        Hanging.Asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Hanging.Left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await Start<Hanging>(64);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jwt/me") { Headers = { { "Authorization", "Bearer " + app.Token() } } };
        var pending = app.Client.SendAsync(request, hangUp.Token);
        await Hanging.Asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await Hanging.Left.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        // Whatever the request still logs comes before the server has let go of it.
        await Task.Delay(300, Cancellation);
        Assert.DoesNotContain(app.Logs.Lines, static line => line.Level >= LogLevel.Error);
    }

    private static Task<Application> Start<TStore>(int cacheSize)
        where TStore : class, IRevocationStore => Application.StartAsync(
            services => services.AddBolt()
                .AddJwt(options => options.VerifiedTokenCacheSize = cacheSize)
                .AddJwt<PartnerTokens>(options =>
                {
                    options.Secret = PartnerSecret;
                    options.Issuers.Add("https://partner.example");
                    options.VerifiedTokenCacheSize = cacheSize;
                })
                .AddRevocation<TStore>(static o => o.MaximumTokenLifetime = TimeSpan.MaxValue),
            app =>
            {
                app.MapBolt();
                app.MapGet("/partner", static async (HttpContext http, PartnerTokens backend) =>
                    (await backend.AuthenticateAsync(http)).Succeeded ? Results.Ok() : Results.Unauthorized());
                app.MapGet("/partner/logout", static async (HttpContext http, PartnerTokens backend, IRevocationStore store) =>
                {
                    await store.RevokeAsync((await backend.AuthenticateAsync(http)).Auth!, http.RequestAborted);
                    return Results.NoContent();
                });
            });

    private static async Task<int> Status(Application app, string path, string token) => (int)(await app.Send("GET", path, token)).StatusCode;

    private static string Partner(string payload)
    {
        var signed = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(PartnerSecret), Encoding.UTF8.GetBytes(signed)));
    }

    private sealed class PartnerTokens : JwtAuthentication;

    /// <summary>Answers when the request ends.</summary>
    private sealed class Hanging : IRevocationStore
    {
        public static TaskCompletionSource Asked { get; set; } = new();

        public static TaskCompletionSource Left { get; set; } = new();

        public async ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
        {
            Asked.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return true;
            }
            finally
            {
                Left.SetResult();
            }
        }

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => default;
    }
}
