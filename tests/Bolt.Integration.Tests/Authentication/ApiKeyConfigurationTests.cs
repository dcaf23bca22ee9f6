using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>API keys in configuration: read without reflection, reloaded when it changes, and refused as a whole when it is wrong.</summary>
public sealed class ApiKeyConfigurationTests
{
    [Fact]
    public async Task KeysComeFromConfigurationAndCode()
    {
        await using var app = await Application.StartAsync(
            static s => s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("code", ApiKey.Hash("code")))),
            configuration: static c => c.AddInMemoryCollection(Settings(
                ("Bolt:ApiKeys:Header", "X-Key"),
                ("Bolt:ApiKeys:Keys:0:Name", "config"),
                ("Bolt:ApiKeys:Keys:0:Hash", ApiKey.Hash("config").ToUpperInvariant().Replace("SHA256", "sha256", StringComparison.Ordinal)),
                ("Bolt:ApiKeys:Keys:0:Permissions:0", "a.read"),
                ("Bolt:ApiKeys:Keys:0:ExpiresAt", "2999-01-01T00:00:00Z"),
                ("Bolt:ApiKeys:Keys:1:Name", "past"),
                ("Bolt:ApiKeys:Keys:1:Hash", ApiKey.Hash("past")),
                ("Bolt:ApiKeys:Keys:1:ExpiresAt", "1999-01-01"),
                ("Bolt:PartnerKeys:Keys:0:Name", "partner"),
                ("Bolt:PartnerKeys:Keys:0:Hash", ApiKey.Hash("partner")))));
        Assert.Equal(HttpStatusCode.OK, await Status(app, "/keys/read", "X-Key", "config"));
        Assert.Equal(HttpStatusCode.OK, await Status(app, "/keys/me", "X-Key", "code"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(app, "/keys/me", "X-Key", "past"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(app, "/keys/me", "X-API-Key", "config"));
        Assert.Equal(HttpStatusCode.OK, await Status(app, "/keys/partner", "X-API-Key", "partner"));
    }

    [Fact]
    public async Task AChangeTakesEffectWithoutARestart()
    {
        var settings = new Changeable();
        settings.Set("Bolt:ApiKeys:Keys:0:Name", "one");
        settings.Set("Bolt:ApiKeys:Keys:0:Hash", ApiKey.Hash("one"));
        await using var app = await Application.StartAsync(configuration: c => c.Add(settings));
        Assert.Equal(HttpStatusCode.OK, await Status(app, "/keys/me", "X-API-Key", "one"));

        settings.Set("Bolt:ApiKeys:Keys:0:Hash", ApiKey.Hash("two"));
        settings.Reload();
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(app, "/keys/me", "X-API-Key", "one"));
        Assert.Equal(HttpStatusCode.OK, await Status(app, "/keys/me", "X-API-Key", "two"));
        Assert.Contains(app.Logs.Lines, static l => l is { Id: 4001, Level: LogLevel.Information });

        settings.Clear();
        settings.Reload();
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(app, "/keys/me", "X-API-Key", "two"));
    }

    [Fact]
    public async Task ABrokenChangeKeepsTheLastGoodKeysAndSaysSo()
    {
        var settings = new Changeable();
        settings.Set("Bolt:ApiKeys:Keys:0:Name", "one");
        settings.Set("Bolt:ApiKeys:Keys:0:Hash", ApiKey.Hash("one"));
        await using var app = await Application.StartAsync(configuration: c => c.Add(settings));

        settings.Set("Bolt:ApiKeys:Keys:0:Hash", "a-key-in-the-wrong-place");
        settings.Reload();
        Assert.Equal(HttpStatusCode.OK, await Status(app, "/keys/me", "X-API-Key", "one"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(app, "/keys/me", "X-API-Key", "a-key-in-the-wrong-place"));
        var line = Assert.Single(app.Logs.Lines, static l => l is { Id: 4002, Level: LogLevel.Error });
        Assert.Contains("Keys[0] (one): Hash must be \"sha256:\"", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Logs.Lines, static l => l.Text.Contains("a-key-in-the-wrong-place", StringComparison.Ordinal));

        settings.Set("Bolt:ApiKeys:Keys:0:Hash", ApiKey.Hash("two"));
        settings.Reload();
        Assert.Equal(HttpStatusCode.OK, await Status(app, "/keys/me", "X-API-Key", "two"));
    }

    [Fact]
    public async Task EverythingWrongIsSaidAtStartInOneMessage()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(static () => Application.StartAsync(configuration: static c => c.AddInMemoryCollection(Settings(
            ("Bolt:ApiKeys:Header", "X Key"),
            ("Bolt:ApiKeys:Key", "x"),
            ("Bolt:ApiKeys:Keys:0:Hash", "plain-key-by-mistake"),
            ("Bolt:ApiKeys:Keys:1:Name", "a"),
            ("Bolt:ApiKeys:Keys:1:Hash", ApiKey.Hash("a")),
            ("Bolt:ApiKeys:Keys:1:Permission:0", "a.read"),
            ("Bolt:ApiKeys:Keys:1:ExpiresAt", "tomorrow"),
            ("Bolt:ApiKeys:Keys:2:Name", "b"),
            ("Bolt:ApiKeys:Keys:2:Hash", ApiKey.Hash("a")),
            ("Bolt:ApiKeys:Keys:2:Permissions:0", " ")))));
        foreach (var part in new[]
        {
            "AddApiKeys() is misconfigured (configuration section Bolt:ApiKeys)", "Header is not a valid HTTP header name", "Bolt:ApiKeys:Key is not a setting; did you mean Keys?", "Keys[0] has no Name", "Keys[0]: Hash must be \"sha256:\"",
            "Keys:1:Permission is not a setting; did you mean Permissions?", "Keys:1:ExpiresAt is not a date and time", "Keys[2] (b) has the same Hash as an earlier key", "Keys[2] (b): Permissions contains an empty value",
        })
        {
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("plain-key-by-mistake", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tomorrow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACookieIsNoApiKey()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(static () => Application.StartAsync(
            configuration: static c => c.AddInMemoryCollection(Settings(("Bolt:ApiKeys:Header", "COOKIE")))));
        Assert.Contains("Header must not be Cookie", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(params (string Key, string Value)[] settings) =>
        settings.Select(static s => new KeyValuePair<string, string?>(s.Key, s.Value));

    private static async Task<HttpStatusCode> Status(Application app, string path, string header, string key) =>
        (await app.Send("GET", path, null, null, (header, key))).StatusCode;

    private sealed class Changeable : ConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Clear() => Data.Clear();

        public void Reload() => OnReload();
    }
}
