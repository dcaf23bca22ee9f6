namespace Servers;

/// <summary>The runner writes the other half for the rows that count routes; otherwise there is nothing to add.</summary>
internal static partial class ManyRoutes
{
    public static void Register(IServiceCollection services) => AddServices(services);

    public static void Map(IEndpointRouteBuilder app) => AddRoutes(app);

    static partial void AddServices(IServiceCollection services);

    static partial void AddRoutes(IEndpointRouteBuilder app);
}
