using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Integration.Tests;

/// <summary>API keys over HTTP.</summary>
public sealed class ApiKeyTests
{
    private const string Key = "3f6b1d0a97c24e58-reporting";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void AKeyIsStoredAsItsSha256()
    {
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ApiKey.Hash("abc"));
        Assert.Throws<ArgumentException>(static () => ApiKey.Hash(""));
    }

    [Fact]
    public async Task TheCallerIsKnownByTheKeysName()
    {
        await using var app = await Start(static o => o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Key)) { Permissions = ["a.read"] }));
        Assert.Equal("reporting api_key no id", await Text(app, "/keys/me", ("X-API-Key", Key)));
        Assert.Equal("read", await Text(app, "/keys/read", ("x-api-key", $"  {Key} ")));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("3f6b1d0a97c24e58-reportin")]
    [InlineData("3f6b1d0a97c24e58-reporting2")]
    [InlineData("3F6B1D0A97C24E58-reporting")]
    [InlineData("ApiKey 3f6b1d0a97c24e58-reporting")]
    [InlineData("sha256:6a1f6c1a2b0c0bc7e3f8a1c1d9f0b7e5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9")]
    [InlineData("")]
    public async Task AnotherTextIsRefused(string presented)
    {
        await using var app = await Start(static o => o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Key))));
        var response = await app.Send("GET", "/keys/me", null, null, ("X-API-Key", presented));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("ApiKey header=\"X-API-Key\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task TheStoredHashIsNotAKey()
    {
        await using var app = await Start(static o => o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Key))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", ApiKey.Hash(Key)))).StatusCode);
    }

    [Fact]
    public async Task AHashThatOnlyBeginsAlikeIsAnotherKeys()
    {
        // What keys are indexed by is the same; all of the hash decides.
        var alike = ApiKey.Hash(Key)[..^2] + (ApiKey.Hash(Key).EndsWith("00", StringComparison.Ordinal) ? "01" : "00");
        await using (var app = await Start(o => o.Keys.Add(new ApiKey("alike", alike))))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", Key))).StatusCode);
        }

        await using (var app = await Start(o =>
        {
            o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Key)));
            o.Keys.Add(new ApiKey("alike", alike));
        }))
        {
            Assert.Equal("reporting api_key no id", await Text(app, "/keys/me", ("X-API-Key", Key)));
        }
    }

    [Fact]
    public async Task AnEmptyListAcceptsNothing()
    {
        await using var app = await Start(static _ => { });
        foreach (var presented in new[] { "", Key, "sha256:", "null" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", presented))).StatusCode);
        }
    }

    [Fact]
    public async Task SeveralHeaderLinesAndOverlongKeysAreRefused()
    {
        var overlong = new string('k', 513);
        await using var app = await Start(o =>
        {
            o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Key)));
            o.Keys.Add(new ApiKey("long", ApiKey.Hash(overlong)));
            o.Keys.Add(new ApiKey("longest", ApiKey.Hash(overlong[1..])));
        });
        // HttpClient would make one line of them.
        var http = new DefaultHttpContext { RequestServices = app.Services };
        http.Request.Headers["X-API-Key"] = new Microsoft.Extensions.Primitives.StringValues([Key, Key]);
        Assert.Equal("several header lines", (await app.Services.GetRequiredService<ApiKeyAuthentication>().AuthenticateAsync(http)).FailureReason);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", overlong))).StatusCode);
        Assert.Equal("longest api_key no id", await Text(app, "/keys/me", ("X-API-Key", overlong[1..])));
    }

    [Fact]
    public async Task AKeyWithoutThePermissionIs403WithoutAChallenge()
    {
        await using var app = await Start(static o => o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Key)) { Permissions = ["a.write", "A.READ"] }));
        var response = await app.Send("GET", "/keys/read", null, null, ("X-API-Key", Key));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("WWW-Authenticate"));
    }

    [Fact]
    public async Task EachKeyHasItsEnd()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var app = await Start(
            o =>
            {
                o.Keys.Add(new ApiKey("short", ApiKey.Hash("short")) { ExpiresAt = time.GetUtcNow().AddMinutes(1) });
                o.Keys.Add(new ApiKey("long", ApiKey.Hash("long")) { ExpiresAt = time.GetUtcNow().AddDays(1) });
            },
            s => s.AddSingleton<TimeProvider>(time));
        Assert.Equal("short api_key no id", await Text(app, "/keys/me", ("X-API-Key", "short")));
        time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal("short api_key no id", await Text(app, "/keys/me", ("X-API-Key", "short")));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", "short"))).StatusCode);
        Assert.Equal("long api_key no id", await Text(app, "/keys/me", ("X-API-Key", "long")));
    }

    [Theory]
    [InlineData("ApiKey k", true)]
    [InlineData("apikey   k", true)]
    [InlineData("BEARER k", true)]
    [InlineData("k", true)]
    [InlineData("Basic k", false)]
    [InlineData("ApiKey", false)]
    [InlineData("Bearer ", false)]
    [InlineData("ApiKey k k", false)]
    [InlineData("ApiKeyk", false)]
    public async Task AuthorizationMayNameAScheme(string value, bool accepted)
    {
        await using var app = await Start(static o =>
        {
            o.Header = "authorization";
            o.Keys.Add(new ApiKey("k", ApiKey.Hash("k")));
        });
        Assert.Equal(accepted ? 200 : 401, (int)(await app.Send("GET", "/keys/me", null, null, ("Authorization", value))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", "k"))).StatusCode);
    }

    [Fact]
    public async Task ABackendOfOnesOwnHasKeysOfItsOwn()
    {
        await using var app = await Application.StartAsync(static s => s.AddBolt()
            .AddApiKeys(static o => o.Keys.Add(new ApiKey("ours", ApiKey.Hash("ours"))))
            .AddApiKeys<PartnerKeys>(static o => o.Keys.Add(new ApiKey("theirs", ApiKey.Hash("theirs")))));
        Assert.Equal("theirs PartnerKeys", await Text(app, "/keys/partner", ("X-API-Key", "theirs")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/partner", null, null, ("X-API-Key", "ours"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", "theirs"))).StatusCode);
    }

    [Fact]
    public async Task AMatchAllocatesNothingBeyondTheRequestsFeature()
    {
        await using var app = await Start(static o => o.Keys.Add(new ApiKey("reporting", ApiKey.Hash(Key))));
        var backend = app.Services.GetRequiredService<ApiKeyAuthentication>();
        var http = new DefaultHttpContext { RequestServices = app.Services };
        http.Request.Headers["X-API-Key"] = Key;
        var first = (await backend.AuthenticateAsync(http)).Auth;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pending = backend.AuthenticateAsync(http);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(pending.IsCompletedSuccessfully);
        Assert.Same(first, (await pending).Auth);
        Assert.Equal(0, allocated);
    }

    private static Task<Application> Start(Action<ApiKeyOptions> configure, Action<IServiceCollection>? services = null) => Application.StartAsync(s =>
    {
        services?.Invoke(s);
        s.AddBolt().AddApiKeys(configure);
    });

    private static async Task<string> Text(Application app, string path, params (string, string)[] headers)
    {
        var response = await app.Send("GET", path, null, null, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
