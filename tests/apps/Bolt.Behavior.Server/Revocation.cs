namespace Bolt.Behavior.Server;

/// <summary>Where revoked tokens are kept in this run, if anywhere.</summary>
internal static class Revocation
{
    public static void Add(IServiceCollection services, Wanted wanted)
    {
        if (wanted.Redis is { } redis)
        {
            services.AddStackExchangeRedisCache(o => o.Configuration = redis);
            services.AddBolt().AddRevocation<DistributedCacheRevocationStore>(o =>
            {
                o.KeyPrefix = "behavior:";
                o.FailOpen = wanted.FailOpen;
            });
        }

        if (wanted.Revocation == "memory")
        {
            services.AddBolt().AddRevocation<InMemoryRevocationStore>();
        }
        else if (wanted.Revocation is { } down)
        {
            services.AddSingleton(new DownStore(later: down == "down-later"));
            services.AddBolt().AddRevocation<DownStore>(o => o.FailOpen = wanted.FailOpen);
        }
    }
}
