using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>Keys in a store of the application's.</summary>
public sealed class ApiKeyStoreTests
{
    [Fact]
    public async Task AStoredKeyIsFoundByItsHash()
    {
        await using var app = await Start();
        Assert.Equal("stored api_key no id", await Text(app, "stored"));
        Assert.Equal("stored api_key no id", await Text(app, "stored"));
        Assert.Equal("configured api_key no id", await Text(app, "configured"));
        Assert.Equal(["stored", "stored"], app.Services.GetRequiredService<Asked>().Select(static h => h == ApiKey.Hash("stored") ? "stored" : h));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(app, "unknown")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(app, "past")).StatusCode);
    }

    [Fact]
    public async Task WhatTheStoreFindsMustBeThePresentedKey()
    {
        await using var app = await Start();
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(app, "sloppy")).StatusCode);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("throws-later")]
    public async Task AStoreThatCannotBeAskedIs503(string key)
    {
        await using var app = await Start();
        var response = await Send(app, key);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("5", Assert.Single(response.Headers.GetValues("Retry-After")));
        Assert.Contains(app.Logs.Lines, static l => l is { Id: 4003, Level: LogLevel.Error });
        Assert.DoesNotContain(app.Logs.Lines, l => l.Text.Contains(ApiKey.Hash(key)[7..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task AStoreOfOneBackendSaysNothingToAnother()
    {
        await using var app = await Application.StartAsync(static s => s.AddSingleton<Asked>().AddBolt().AddApiKeyStore<PartnerKeys, Store>());
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(app, "stored")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Send("GET", "/keys/partner", null, null, ("X-API-Key", "stored"))).StatusCode);
    }

    private static Task<Application> Start() => Application.StartAsync(static s => s.AddSingleton<Asked>().AddBolt()
        .AddApiKeys(static o => o.Keys.Add(new ApiKey("configured", ApiKey.Hash("configured")))).AddApiKeyStore<Store>());

    private static Task<HttpResponseMessage> Send(Application app, string key) => app.Send("GET", "/keys/me", null, null, ("X-API-Key", key));

    private static async Task<string> Text(Application app, string key) => await (await Send(app, key)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private sealed class Asked : List<string>;

    private sealed class Store(Asked asked) : IApiKeyStore
    {
        private static readonly ApiKey Stored = new("stored", ApiKey.Hash("stored"));

        public async ValueTask<ApiKey?> FindAsync(string keyHash, CancellationToken cancellationToken)
        {
            asked.Add(keyHash);
            if (keyHash == ApiKey.Hash("throws"))
            {
                throw new InvalidOperationException("query with " + keyHash);
            }

            await Task.Yield();
            return keyHash == ApiKey.Hash("throws-later") ? throw new InvalidOperationException("query with " + keyHash)
                : keyHash == ApiKey.Hash("stored") || keyHash == ApiKey.Hash("sloppy") ? Stored
                : keyHash == ApiKey.Hash("past") ? new ApiKey("past", keyHash) { ExpiresAt = DateTimeOffset.UnixEpoch }
                : null;
        }
    }
}
