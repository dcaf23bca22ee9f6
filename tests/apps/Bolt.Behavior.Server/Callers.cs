namespace Bolt.Behavior.Server;

/// <summary>Everybody who may call: tokens, keys, backends of the application's own, users.</summary>
internal static class Callers
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ScriptedA>().AddSingleton<ScriptedB>();
        services.AddBolt()
            .AddJwt()
            .AddApiKeys(static o =>
            {
                o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key")));
                o.Keys.Add(new ApiKey("reader", ApiKey.Hash("reader-key")) { Permissions = ["a.read"] });
                o.Keys.Add(new ApiKey("past", ApiKey.Hash("past-key")) { ExpiresAt = DateTimeOffset.UnixEpoch });
                o.Keys.Add(new ApiKey("short", ApiKey.Hash("short-key")) { ExpiresAt = DateTimeOffset.UtcNow.AddHours(1) });
                o.Keys.Add(new ApiKey("first", ApiKey.Hash("valid-key-123")));
                o.Keys.Add(new ApiKey("second", ApiKey.Hash("valid-key-456")));
            })
            .AddApiKeys<AuthorizationKeys>(static o =>
            {
                o.Header = "Authorization";
                o.Keys.Add(new ApiKey("authorized", ApiKey.Hash("authorization-key")));
            })
            .AddApiKeys<PartnerKeys>(static o =>
            {
                o.Header = "X-Partner";
                o.Keys.Add(new ApiKey("partner", ApiKey.Hash("partner-key")));
            })
            .AddApiKeys<StoredKeys>()
            .AddApiKeyStore<StoredKeys, KeyStore>()
            .AddUsers<AppUser, AppUserLoader>();
    }
}
