using System.Diagnostics.CodeAnalysis;

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

    /// <summary>What <c>/answers/untrimmed</c> says of itself is answered here, where the routes are mapped; generated files have no place for it.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "It uses nothing that trimming takes away.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "It makes no code.")]
    public static void Map(WebApplication app, Wanted wanted)
    {
        var endpoints = app.MapBolt();
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
