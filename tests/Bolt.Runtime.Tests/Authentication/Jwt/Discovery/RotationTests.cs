using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Bolt.Authentication.Jwt.Discovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Bolt.Runtime.Tests;

/// <summary>A real issuer, OpenIddict, that changes its key every second while tokens come in: no good token is refused, no foreign one accepted.</summary>
public sealed class RotationTests : IDisposable
{
    /// <summary>Three seconds in the suite; by hand <c>BOLT_ROTATION_SECONDS=30</c>.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("BOLT_ROTATION_SECONDS"), out var seconds) ? seconds : 3);

    /// <summary>Timers count on a coarse clock and may end a few milliseconds early.</summary>
    private static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(100);

    /// <summary>The server reads its list of keys without a lock: a key is added while no request is in progress.</summary>
    private readonly SemaphoreSlim _idle = new(1);

    [Fact]
    public async Task Rotates_under_load_without_a_refused_good_token()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var app = await StartAsync();
        var address = app.Urls.First() + "/";
        using var http = new HttpClient();
        using var logs = new Logs();
        await using var services = Verifier(address, logs);
        var jwt = services.GetRequiredService<JwtAuthentication>();
        var foreign = TestKeys.Token(TestKeys.Payload($"\"iss\":\"{address}\""), """{"alg":"RS256","kid":"foreign"}""", "RS256");

        // The first token takes the issuer seconds on a busy machine; the clock starts after it.
        Assert.True((await jwt.AuthenticateAsync(JwtHost.Request("Bearer " + await TokenAsync(http, address, cancel)))).Succeeded);

        var (accepted, fooled, rotations) = (0, 0, 0);
        var refused = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var end = DateTime.UtcNow + Duration;
        var rotation = Task.Run(
            async () =>
            {
                while (DateTime.UtcNow < end)
                {
                    await Task.Delay(1000, cancel);
                    await RotateAsync(app.Services, cancel);
                    rotations++;
                }
            },
            cancel);
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                while (DateTime.UtcNow < end)
                {
                    var token = await TokenAsync(http, address, cancel);
                    var asked = Stopwatch.GetTimestamp();
                    var outcome = await jwt.AuthenticateAsync(JwtHost.Request("Bearer " + token));
                    if (outcome.Succeeded)
                    {
                        Interlocked.Increment(ref accepted);
                    }
                    // A request waits no longer than that for an issuer, which a machine with too much to do makes slow. FetchTimeoutTests holds the limit.
                    else if (Stopwatch.GetElapsedTime(asked) is var waited && waited < FetchLimits.MaximumWait - TimerError)
                    {
                        refused.Enqueue($"{outcome.FailureReason} after {waited.TotalMilliseconds:0} ms; {string.Join("; ", logs.Lines)}");
                    }

                    if ((await jwt.AuthenticateAsync(JwtHost.Request("Bearer " + foreign))).Succeeded)
                    {
                        Interlocked.Increment(ref fooled);
                    }
                }
            },
            cancel));
        await Task.WhenAll(load);
        await rotation;

        TestContext.Current.TestOutputHelper?.WriteLine($"{accepted} good tokens accepted, {refused.Count} refused, {fooled} foreign ones accepted, {rotations} rotations");
        Assert.Empty(refused);
        Assert.Equal(0, fooled);
        Assert.True(accepted > 20 && rotations > 1, $"{accepted} tokens, {rotations} rotations");

        // The issuer goes away: tokens of the last key are still served.
        var last = await TokenAsync(http, address, cancel);
        Assert.True((await jwt.AuthenticateAsync(JwtHost.Request("Bearer " + last))).Succeeded);
        await app.StopAsync(cancel);
        for (var until = DateTime.UtcNow + (Duration < TimeSpan.FromSeconds(30) ? TimeSpan.FromSeconds(1) : Duration * 2); DateTime.UtcNow < until; await Task.Delay(50, cancel))
        {
            Assert.True((await jwt.AuthenticateAsync(JwtHost.Request("Bearer " + last))).Succeeded);
        }
    }

    public void Dispose() => _idle.Dispose();

    private static ServiceProvider Verifier(string address, Logs logs)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(logs));
        services.AddBolt().AddJwt(options =>
        {
            options.Authority = address;
            options.Audiences.Add("api");
            options.KeyRefreshInterval = TimeSpan.FromSeconds(1);
            options.MinimumKeyRefreshInterval = TimeSpan.FromMilliseconds(200);
            // The default, twice the interval, is less than a busy machine may take for a refresh.
            options.MaximumKeyAge = TimeSpan.FromMinutes(10);
        });
        return services.BuildServiceProvider();
    }

    private static async Task<string> TokenAsync(HttpClient http, string address, CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "client", ["client_secret"] = "secret" });
        using var response = await http.PostAsync(new Uri(address + "token"), form, cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("access_token").GetString()!;
    }

    private static RsaSecurityKey NewKey()
    {
        var key = new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
        return key;
    }

    /// <summary>A new key at the front signs from now on. As with real issuers, old keys stay published for longer than their tokens take to arrive on a busy machine.</summary>
    private async Task RotateAsync(IServiceProvider services, CancellationToken cancel)
    {
        var key = NewKey();
        await _idle.WaitAsync(cancel);
        try
        {
            var credentials = services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials;
            credentials.Insert(0, new SigningCredentials(key, "RS256"));
            if (credentials.Count > 10)
            {
                credentials.RemoveAt(credentials.Count - 1);
            }
        }
        finally
        {
            _idle.Release();
        }
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(options =>
        {
            options.SetTokenEndpointUris("/token").AllowClientCredentialsFlow();
            options.EnableDegradedMode().DisableAccessTokenEncryption().AddEphemeralEncryptionKey();
            options.AddSigningKey(NewKey());
            options.UseAspNetCore().DisableTransportSecurityRequirement();
            options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(_ => default));
            options.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var identity = new System.Security.Claims.ClaimsIdentity("test");
                identity.AddClaim(new System.Security.Claims.Claim(OpenIddictConstants.Claims.Subject, "client"));
                var principal = new System.Security.Claims.ClaimsPrincipal(identity);
                principal.SetResources("api");
                context.SignIn(principal);
                return default;
            }));
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Use(async (context, next) =>
        {
            await _idle.WaitAsync(context.RequestAborted);
            try
            {
                await next();
            }
            finally
            {
                _idle.Release();
            }
        });
        app.UseRouting();
        app.UseAuthentication();
        await app.StartAsync();
        return app;
    }
}
