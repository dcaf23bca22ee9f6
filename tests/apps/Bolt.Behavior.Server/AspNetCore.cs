using Microsoft.AspNetCore.Authorization;

namespace Bolt.Behavior.Server;

/// <summary>ASP.NET Core's own authentication and authorization beside Bolt: schemes, policies, a hub. MVC's controllers do not exist under NativeAOT.</summary>
internal static class AspNetCore
{
    public static void Add(IServiceCollection services, Wanted wanted)
    {
        if (!wanted.Schemes)
        {
            return;
        }

        services.AddAuthentication().AddBolt();
        services.AddAuthorization(static o =>
        {
            o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            o.AddPolicy("reader", static p => p.RequireClaim("permission", "a.read"));
        });
        services.AddSignalR().AddJsonProtocol(static o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default));
    }

    public static void Map(WebApplication app, Wanted wanted)
    {
        if (!wanted.Schemes)
        {
            return;
        }

        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/plain/silent", static () => "silent");
        app.MapGet("/plain/default", static (HttpContext http) => Who(http)).RequireAuthorization();
        app.MapGet("/plain/jwt", static (HttpContext http) => Who(http)).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "jwt" });
        app.MapGet("/plain/reader", static (HttpContext http) => Who(http)).RequireAuthorization("reader");
        app.MapHub<WhoHub>("/who");
    }

    private static string Who(HttpContext http) => $"{http.User.FindFirst("sub")?.Value} {http.User.Identity?.AuthenticationType}";
}
