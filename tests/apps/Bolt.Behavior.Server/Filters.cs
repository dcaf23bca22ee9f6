namespace Bolt.Behavior.Server;

/// <summary>Endpoint filters: one that replaces what the handler returned where the request says so, and ASP.NET Core's validation.</summary>
internal static class Filters
{
    public static void Add(IServiceCollection services, Wanted wanted)
    {
        if (wanted.Validation)
        {
            services.AddValidation();
        }
    }

    public static void Map(IEndpointConventionBuilder endpoints, Wanted wanted)
    {
        if (wanted.Filter)
        {
            endpoints.AddEndpointFilter(static (context, next) => Replace(context, next));
        }
    }

    private static async ValueTask<object?> Replace(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        return context.HttpContext.Request.Query["replace"].ToString() switch
        {
            "note" => new Note(7, "replaced"),
            "result" => Results.Accepted(),
            "null" => null,
            "text" => "replaced",
            _ => result,
        };
    }
}
