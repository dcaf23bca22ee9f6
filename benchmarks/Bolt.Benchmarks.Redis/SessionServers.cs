using System.Security.Claims;
using Bolt.Benchmarks.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using StackExchange.Redis;

namespace Bolt.Benchmarks.Redis;

/// <summary>The same routes in three ways, each over a connection of its own.</summary>
internal static class SessionServers
{
    public static async Task<Pipeline> BoltAsync(string redis)
    {
        var builder = Create();
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        builder.Services.AddBolt().AddJwt(static o => o.Secret = new string('s', 32)).AddSessions().AddRedisSessions();
        var app = builder.Build();
        app.MapBolt();
        return new(app, RunEndpoint);
    }

    /// <summary>The whole ticket in Redis, as the documentation of ASP.NET Core suggests; a value of the session is one of its properties.</summary>
    public static async Task<Pipeline> TicketsAsync(string redis)
    {
        var tickets = new RedisTickets((await ConnectionMultiplexer.ConnectAsync(redis)).GetDatabase());
        return AspNetCore(
            static _ => { },
            o => o.SessionStore = tickets,
            static (http, properties) => properties.Items["theme"] = "dark",
            static async http => (await http.AuthenticateAsync()).Properties?.Items["theme"] ?? "light",
            static m => m);
    }

    /// <summary>The caller in the cookie, the values in Redis.</summary>
    public static async Task<Pipeline> UseSessionAsync(string redis)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        return AspNetCore(
            s => s.AddStackExchangeRedisCache(o => o.ConnectionMultiplexerFactory = () => Task.FromResult<IConnectionMultiplexer>(connection)).AddSession(),
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
    }

    private static Pipeline AspNetCore(
        Action<IServiceCollection> services,
        Action<CookieAuthenticationOptions> cookie,
        Action<HttpContext, AuthenticationProperties> signIn,
        Func<HttpContext, Task<string>> theme,
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

    private static Task RunEndpoint(HttpContext http) => http.GetEndpoint()!.RequestDelegate!(http);

    private static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, MeJson.Default));
        return builder;
    }

    private sealed class RedisTickets(IDatabase database) : ITicketStore
    {
        private static readonly TimeSpan Life = TimeSpan.FromDays(14);

        public async Task<string> StoreAsync(AuthenticationTicket ticket)
        {
            var key = "ticket:" + Guid.NewGuid().ToString("N");
            await RenewAsync(key, ticket);
            return key;
        }

        public Task RenewAsync(string key, AuthenticationTicket ticket) => database.StringSetAsync(key, TicketSerializer.Default.Serialize(ticket), Life);

        public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
            (byte[]?)await database.StringGetAsync(key) is { } bytes ? TicketSerializer.Default.Deserialize(bytes) : null;

        public Task RemoveAsync(string key) => database.KeyDeleteAsync(key);
    }
}
