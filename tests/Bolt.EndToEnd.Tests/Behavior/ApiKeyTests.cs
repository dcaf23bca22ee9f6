using System.Security.Cryptography;
using System.Text;
using static Bolt.EndToEnd.Tests.Behavior.BehaviorServer;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>API keys: header, permissions, expiry, settings reloaded, a store.</summary>
[Collection(BehaviorCollection.Name)]
public sealed class ApiKeyTests(BehaviorServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, BothBuilds]
    public async Task TheCallerIsKnownByTheKeysName(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/keys/me", ("X-API-Key", "robot-key"))).IsOk("robot api_key no id");
        (await server.Get("/keys/me", ("x-api-key", "  robot-key "))).IsOk("robot api_key no id");
        foreach (var other in new[] { "", "wrong", "robot-ke", "robot-key2", "ROBOT-KEY", "ApiKey robot-key", Hash("robot-key"), new string('k', 600) })
        {
            (await server.Get("/keys/me", ("X-API-Key", other))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        }

        (await server.Get("/keys/me")).IsUnauthorized("ApiKey header=\"X-API-Key\"");
    }

    [Theory, BothBuilds]
    public async Task PermissionsBelongToTheKey(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/keys/read", ("X-API-Key", "reader-key"))).IsOk("reader");
        (await server.Get("/keys/read", ("X-API-Key", "robot-key"))).IsForbidden();
        (await server.Get("/keys/read", ("X-API-Key", "wrong"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
    }

    [Theory, BothBuilds]
    public async Task EachKeyHasItsEnd(Build build)
    {
        await using var server = await servers.Start(build);
        (await server.Get("/keys/me", ("X-API-Key", "past-key"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        (await server.Get("/keys/me", ("X-API-Key", "short-key"))).IsOk("short api_key no id");
        Assert.Equal(200, (await server.Post("/control/clock?seconds=3600")).Status);
        (await server.Get("/keys/me", ("X-API-Key", "short-key"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        (await server.Get("/keys/me", ("X-API-Key", "robot-key"))).IsOk("robot api_key no id");
    }

    [Theory, BothBuilds]
    public async Task AnotherHeaderAndAuthorizationWithAScheme(Build build)
    {
        var server = await servers.Shared(build);
        (await server.Get("/keys/partner", ("X-Partner", "partner-key"))).IsOk("partner PartnerKeys");
        (await server.Get("/keys/partner", ("X-API-Key", "partner-key"))).IsUnauthorized("ApiKey header=\"X-Partner\"");
        (await server.Get("/keys/partner", ("X-Partner", "robot-key"))).IsUnauthorized("ApiKey header=\"X-Partner\"");
        foreach (var value in new[] { "ApiKey authorization-key", "apikey   authorization-key", "BEARER authorization-key", "authorization-key" })
        {
            (await server.Get("/keys/authorization", ("Authorization", value))).IsOk("authorized AuthorizationKeys");
        }

        foreach (var value in new[] { "Basic authorization-key", "ApiKey", "Bearer ", "ApiKey authorization-key x", "ApiKeyauthorization-key" })
        {
            (await server.Get("/keys/authorization", ("Authorization", value))).IsUnauthorized("ApiKey");
        }

        (await server.Get("/keys/authorization", ("X-API-Key", "authorization-key"))).IsUnauthorized("ApiKey");
    }

    [Theory, BothBuilds]
    public async Task ASettingsFileThatChangesIsInForceWithoutARestart(Build build)
    {
        var folder = Directory.CreateTempSubdirectory("bolt-settings-");
        try
        {
            var file = Path.Combine(folder.FullName, "keys.json");
            await File.WriteAllTextAsync(file, Settings("one", Hash("one-key")), Cancellation);
            await using var server = await servers.Start(build, ("SettingsFile", file));
            (await server.Get("/keys/read", ("X-API-Key", "one-key"))).IsOk("one");
            (await server.Get("/keys/me", ("X-API-Key", "robot-key"))).IsOk("robot api_key no id");

            await File.WriteAllTextAsync(file, Settings("two", Hash("two-key")), Cancellation);
            await Until(async () => (await server.Get("/keys/read", ("X-API-Key", "two-key"))).Status == 200, () => "the new key never came\n" + server.Output);
            (await server.Get("/keys/read", ("X-API-Key", "one-key"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
            await server.Logged("Bolt.ApiKeyAuthentication[4001]");

            await File.WriteAllTextAsync(file, Settings("three", "three-key-in-the-wrong-place"), Cancellation);
            await server.Logged("Bolt.ApiKeyAuthentication[4002]");
            (await server.Get("/keys/read", ("X-API-Key", "two-key"))).IsOk("two");
            Assert.DoesNotContain("three-key-in-the-wrong-place", server.Output, StringComparison.Ordinal);

            await File.WriteAllTextAsync(file, "{}", Cancellation);
            await Until(async () => (await server.Get("/keys/read", ("X-API-Key", "two-key"))).Status == 401, () => "the old key never went\n" + server.Output);
            (await server.Get("/keys/me", ("X-API-Key", "robot-key"))).IsOk("robot api_key no id");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory, BothBuilds]
    public async Task AStoreFindsKeysByTheirHash(Build build)
    {
        var server = await servers.Shared(build);
        var before = await server.Calls("store");
        (await server.Get("/keys/stored", ("X-API-Key", "stored-key"))).IsOk("stored StoredKeys");
        (await server.Get("/keys/stored", ("X-API-Key", "unknown"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        (await server.Get("/keys/stored", ("X-API-Key", "stored-past-key"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        // The store answers with another key's record.
        (await server.Get("/keys/stored", ("X-API-Key", "sloppy-key"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        (await server.Get("/keys/stored", ("X-API-Key", "down-key"))).IsUnavailable();
        Assert.Equal(5, await server.Calls("store") - before);
        // Not the store of another backend.
        (await server.Get("/keys/me", ("X-API-Key", "stored-key"))).IsUnauthorized("ApiKey header=\"X-API-Key\"");
        Assert.Equal(5, await server.Calls("store") - before);
    }

    private static string Settings(string name, string hash) =>
        """{"Bolt":{"ApiKeys":{"Keys":[{"Permissions":["a.read"],"ExpiresAt":"2999-01-01T00:00:00Z",""" + $"\"Name\":\"{name}\",\"Hash\":\"{hash}\"" + "}]}}}";

    private static string Hash(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
