using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Bolt.Benchmarks.Sessions;

/// <summary>What the applications have in common, whatever keeps their sessions.</summary>
internal static class Applications
{
    public static Task RunEndpoint(HttpContext http) => http.GetEndpoint()!.RequestDelegate!(http);

    public static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, MeJson.Default));
        return builder;
    }

    /// <summary>The routes of <see cref="Account"/>.</summary>
    public static Pipeline Bolt(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapBolt();
        return new(app, RunEndpoint);
    }

    /// <summary>Cookie authentication and <c>UseSession()</c>: the caller in the cookie, the values in the cache.</summary>
    public static Pipeline UseSession(Action<IServiceCollection> cache) => Cookies(
        services =>
        {
            cache(services);
            services.AddSession();
        },
        static _ => { },
        static (http, _) =>
        {
            http.Session.SetString("theme", "dark");
            http.Session.SetInt32("visits", 1);
        },
        static async http =>
        {
            await http.Session.LoadAsync();
            return http.Session.GetString("theme") ?? "light";
        },
        static m => m.UseSession());

    /// <summary>Cookie authentication.</summary>
    /// <param name="services">What else is registered.</param>
    /// <param name="cookie">Sets its options.</param>
    /// <param name="signIn">Keeps the values.</param>
    /// <param name="theme">Reads one of them.</param>
    /// <param name="last">Middleware behind it.</param>
    public static Pipeline Cookies(
        Action<IServiceCollection> services,
        Action<CookieAuthenticationOptions> cookie,
        Action<HttpContext, AuthenticationProperties> signIn,
        Func<HttpContext, ValueTask<string>> theme,
        Func<IApplicationBuilder, IApplicationBuilder> last)
    {
        var builder = Create();
        services(builder.Services);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie);
        builder.Services.AddDataProtection();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapPost("/login", async (HttpContext http) =>
        {
            var properties = new AuthenticationProperties();
            signIn(http, properties);
            await http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "user-0001")], "cookie")), properties);
        });
        app.MapGet("/me", (ClaimsPrincipal user) => Results.Json(new Me(user.FindFirstValue(ClaimTypes.NameIdentifier)!, ""), MeJson.Default.Me)).RequireAuthorization();
        app.MapGet("/theme", async (HttpContext http, ClaimsPrincipal user) => Results.Json(new Me(user.FindFirstValue(ClaimTypes.NameIdentifier)!, await theme(http)), MeJson.Default.Me)).RequireAuthorization();
        var middleware = last(new ApplicationBuilder(app.Services).UseAuthentication().UseAuthorization());
        middleware.Run(RunEndpoint);
        return new(app, middleware.Build());
    }
}
