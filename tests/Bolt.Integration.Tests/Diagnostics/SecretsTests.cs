using System.Buffers.Text;
using System.Text;
using Bolt.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Every failure there is, with all output captured: no credential is in any of it.</summary>
[Collection(AloneCollection.Name)]
public sealed class SecretsTests
{
    private const string Key = "robot-key-0d4f7a91c2";
    private const string UnknownKey = "unknown-key-77aa01";
    private const string DownKey = "down-key-51be22";
    private const string Cookie = "session-cookie-9c1e44";
    private const string Misplaced = "misplaced-key-3e8d10";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task NoCredentialIsInAnyLogMetricTraceOrAnswer(string environment)
    {
        var settings = new Changeable();
        await using var app = await Application.StartAsync(
            static s =>
            {
                s.AddAuthentication().AddBolt();
                s.AddAuthorization(static o => o.AddPolicy("reader", static p => p.RequireClaim("permission", "a.read")));
                s.AddControllers().AddApplicationPart(typeof(MvcController).Assembly);
                s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash(Key)))).AddApiKeyStore<Store>().AddRevocation<SomeRevoked>();
            },
            static a =>
            {
                a.UseAuthentication();
                a.UseAuthorization();
                a.MapBolt();
                a.MapControllers();
            },
            c => c.Add(settings),
            environment);
        using var observer = new Observer(app.Services);
        var tokens = Tokens(app);
        string[] keys = [Key, UnknownKey, DownKey, "ApiKey " + UnknownKey, new string('k', 600) + UnknownKey];
        string[] paths =
        [
            "/keys/me", "/keys/read", "/keys/either", "/keys/either/read", "/keys/open", "/keys/partner", "/jwt/me", "/jwt/permission", "/jwt/user", "/jwt/lazy?ask=x", "/bind/query?page=x",
            "/mvc/jwt", "/mvc/both", "/mvc/default", "/mvc/reader", "/nowhere",
        ];
        var answers = new StringBuilder();
        foreach (var path in paths)
        {
            foreach (var token in tokens)
            {
                await Keep(answers, app.Send("GET", path, token, null, ("Cookie", "__Host-bolt=" + Cookie)));
            }

            foreach (var key in keys)
            {
                await Keep(answers, app.Send("GET", path, null, null, ("X-API-Key", key), ("Cookie", "__Host-bolt=" + Cookie)));
                await Keep(answers, app.Send("GET", path, tokens[1], null, ("X-API-Key", key)));
                await Keep(answers, app.Send("GET", path, null, null, ("Authorization", key), ("X-API-Key", key), ("X-API-Key", key)));
            }
        }

        foreach (var session in new[] { Cookie, CookieBackend.Unknown })
        {
            await Keep(answers, app.Send("POST", "/cookies/any", null, null, ("Cookie", "sid=" + session), ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")));
        }

        settings.Set("Bolt:ApiKeys:Keys:0:Name", "misplaced");
        settings.Set("Bolt:ApiKeys:Keys:0:Hash", Misplaced);
        settings.Reload();
        await app.StopAsync();

        var output = string.Join('\n', app.Logs.Lines.Select(static l => l.Text).Concat(observer.Measurements.Select(static m => m.ToString())).Concat(observer.Activities).Append(answers.ToString()));
        foreach (var id in new[] { 1, 2, 3, 4, 8, 4002, 4003, 5001 })
        {
            Assert.Contains(app.Logs.Lines, l => l.Id == id);
        }

        foreach (var reason in new[] { "unknown key", "key too long", "signature does not verify", "expired", "revoked", "key store unavailable", "revocation store unavailable" })
        {
            Assert.Contains(observer.Measurements, m => m.Tags.Contains("bolt.reason=" + reason, StringComparison.Ordinal));
            Assert.Contains(observer.Activities, a => a.Contains("bolt.reason=" + reason, StringComparison.Ordinal));
        }

        // In Development a refusal says why.
        Assert.Equal(environment == "Development", answers.ToString().Contains("\"reason\":\"expired\"", StringComparison.Ordinal));
        var secrets = tokens.SelectMany(static t => t.Split('.')).Where(static p => p.Length > 12 && !p.StartsWith("eyJhbGciOi", StringComparison.Ordinal))
            .Concat([Key, UnknownKey, DownKey, Cookie, CookieBackend.Unknown, Misplaced, Application.Secret, ApiKey.Hash(Key)[7..], ApiKey.Hash(UnknownKey)[7..], ApiKey.Hash(DownKey)[7..]]);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, output, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Good, tampered, malformed, expired, without an id, revoked, and one whose revocation cannot be asked.</summary>
    private static string[] Tokens(Application app)
    {
        var good = app.Token("secret-holder");
        var signature = good.LastIndexOf('.') + 5;
        return
        [
            good,
            good[..signature] + (good[signature] == 'A' ? 'B' : 'A') + good[(signature + 1)..],
            "plain-token-without-dots-6b2f",
            Base64Url.EncodeToString("""{"alg":"none"}"""u8) + ".eyJzdWIiOiJub25lLXNlY3JldCJ9.",
            TokenReader.Sign("""{"sub":"expired-secret","exp":1,"jti":"expired"}"""),
            TokenReader.Sign("""{"sub":"no-id-secret","exp":4102444800}"""),
            TokenReader.Sign("""{"sub":"revoked-secret","exp":4102444800,"jti":"revoked"}"""),
            TokenReader.Sign("""{"sub":"down-secret","exp":4102444800,"jti":"down"}"""),
            TokenReader.Sign("""{"sub":"gone","exp":4102444800,"jti":"gone-secret"}"""),
            new string('x', 9000) + ".overlong-secret.token-secret-text",
        ];
    }

    private static async Task Keep(StringBuilder answers, Task<HttpResponseMessage> sending)
    {
        var response = await sending;
        answers.Append(response).AppendLine(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private sealed class Store : IApiKeyStore
    {
        public async ValueTask<ApiKey?> FindAsync(string keyHash, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return keyHash == ApiKey.Hash(DownKey) ? throw new InvalidOperationException("SELECT … WHERE hash = " + keyHash) : null;
        }
    }

    private sealed class SomeRevoked : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) =>
            tokenId == "down" ? throw new InvalidOperationException("the store is down") : new(tokenId == "revoked");

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => default;
    }

    private sealed class Changeable : ConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Reload() => OnReload();
    }
}
