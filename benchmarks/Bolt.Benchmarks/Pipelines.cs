using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Bolt.Benchmarks;

/// <summary>The same route in three ways.</summary>
internal static class Pipelines
{
    public static Pipeline Constant()
    {
        var app = Create().Build();
        app.MapGet("/me", () => new Me("user-0001"));
        return new(app, RunEndpoint);
    }

    public static Pipeline Bolt(Credentials credentials)
    {
        var builder = Create();
        builder.Services.AddBolt().AddJwt(credentials.Configure);
        var app = builder.Build();
        app.MapBolt();
        return new(app, RunEndpoint);
    }

    public static Pipeline Bearer(Credentials credentials)
    {
        var builder = Create();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(o =>
        {
            o.MapInboundClaims = false;
            o.TokenValidationParameters = credentials.Parameters;
        });
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapGet("/me", (ClaimsPrincipal user) => new Me(user.FindFirstValue("sub")!)).RequireAuthorization();
        var middleware = new ApplicationBuilder(app.Services).UseAuthentication().UseAuthorization();
        middleware.Run(RunEndpoint);
        return new(app, middleware.Build());
    }

    private static Task RunEndpoint(HttpContext http) => http.GetEndpoint()!.RequestDelegate!(http);

    private static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, MeJson.Default));
        return builder;
    }
}
