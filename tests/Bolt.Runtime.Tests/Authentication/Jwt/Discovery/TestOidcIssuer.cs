using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>An issuer on the loopback interface that publishes the keys it is told to, counts who asks, and can be made to fail or to hold its answer.</summary>
internal sealed class TestOidcIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _fetches;
    private int _answers;

    private TestOidcIssuer(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, SecurityKey> Keys { get; } = new();

    /// <summary>Members added to what is published beside the keys.</summary>
    public JsonArray MoreKeys { get; set; } = [];

    /// <summary>What it says its name is, where that is not its address.</summary>
    public string? Name { get; set; }

    /// <summary>Sent instead of the discovery document.</summary>
    public string? Document { get; set; }

    /// <summary>Sent instead of the list of keys.</summary>
    public string? List { get; set; }

    public int Fetches => Volatile.Read(ref _fetches);

    /// <summary>How often it has made up what it answers, sent or not: keys that come later are not in it.</summary>
    public int Answers => Volatile.Read(ref _answers);

    public bool IsDown { get; set; }

    public TaskCompletionSource? Hold { get; set; }

    public string Address => _app.Urls.First();

    public static async Task<TestOidcIssuer> StartAsync(params string[] kids)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new TestOidcIssuer(app);
        foreach (var kid in kids)
        {
            issuer.Keys[kid] = NewKey(kid);
        }

        app.MapGet("/.well-known/openid-configuration", async context =>
        {
            Interlocked.Increment(ref issuer._fetches);
            if (issuer.IsDown)
            {
                context.Response.StatusCode = 503;
                return;
            }

            await context.Response.WriteAsync(issuer.Document ?? $$"""{"issuer":"{{issuer.Name ?? issuer.Address}}","jwks_uri":"{{issuer.Address}}/keys"}""");
        });
        app.MapGet("/keys", async context =>
        {
            var keys = new JsonArray([.. issuer.Keys.Values.Select(Publish), .. issuer.MoreKeys.Select(key => key!.DeepClone())]);
            Interlocked.Increment(ref issuer._answers);
            if (issuer.Hold is { } hold)
            {
                await hold.Task;
            }

            await context.Response.WriteAsync(issuer.List ?? new JsonObject { ["keys"] = keys }.ToJsonString());
        });
        await app.StartAsync();
        return issuer;
    }

    public static ECDsaSecurityKey NewKey(string kid) =>
        new(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256)) { KeyId = kid };

    public string Token(string kid, SecurityKey? key = null, string? issuer = null) => TestKeys.Token(
        TestKeys.Payload($"\"iss\":\"{issuer ?? Address}\",\"n\":\"{Guid.NewGuid()}\""), $$"""{"alg":"ES256","kid":"{{kid}}"}""", "ES256", key ?? Keys[kid]);

    public async ValueTask DisposeAsync()
    {
        Hold?.TrySetResult();
        await _app.DisposeAsync();
    }

    public static JsonNode Publish(SecurityKey key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)key);
        return new JsonObject { ["kty"] = "EC", ["kid"] = jwk.Kid, ["crv"] = jwk.Crv, ["x"] = jwk.X, ["y"] = jwk.Y, ["use"] = "sig" };
    }
}
