namespace Servers;

/// <summary>What all servers have in common: a slim host, no logging, and the runner's settings.</summary>
internal static class BenchServer
{
    public const string User = "user-0001";

    public const string Issuer = "https://issuer.example";

    public const string Audience = "bench";

    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        ManyRoutes.Register(builder.Services);
        return builder;
    }
}
