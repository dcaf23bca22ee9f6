//// exe
// A worker with a Main of its own, methods for each step, and MapBolt passed on as a delegate.
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Clean.Programs.Worker
{
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        await using var app = Build(args);
        Configure(app, Bolt.BoltApplicationExtensions.MapBolt);
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddBolt().AddJwt();
        return builder.Build();
    }

    private static void Configure(WebApplication app, Action<IEndpointRouteBuilder> map)
    {
        app.UseRouting();
        map(app);
    }

    [BoltGet("/main/health", Guards = [typeof(AllowAny)])]
    internal static string Health() => "of the class with Main";

    [BoltGet("/main/jobs/{name}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    internal static string Job(string name)
    {
        return Local();

        [System.Diagnostics.DebuggerStepThrough]
        string Local() => name;
    }

    [BoltPost("/main/jobs", Auth = [typeof(JwtAuthentication)]), HasPermission("jobs.add")]
    internal static string Add([System.Diagnostics.CodeAnalysis.StringSyntax("Json")] string job) =>
        new Func<string, string>([System.Diagnostics.DebuggerStepThrough] (text) => text + job)("a");
}
}

namespace Bolt
{
    internal static class BoltApplicationExtensions
    {
        public static void MapBolt(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) => _ = endpoints;
    }
}

//// exe
// Top-level statements that read and write around the routes; handlers in partial Program and beside it.
var builder = WebApplication.CreateBuilder(args);
builder.Configuration["Bolt:Jwt:Header"] = "Authorization";
builder.Services
    .AddBolt()
    .AddJwt(jwt => jwt.Secret ??= builder.Configuration["Elsewhere"] ?? Environment.GetEnvironmentVariable("JWT"))
    .AddUsers<User, Users>();

var app = builder.Build();
if (args is ["--routes"])
{
    Console.WriteLine("one line per route");
    return;
}

app.UseStaticFiles();
var api = app.MapGroup("/api/{region}");
Bolt.BoltApplicationExtensions.MapBolt(api);
await app.RunAsync();

internal static partial class Startup;

partial class Program
{
    [BoltGet("/top/version", Guards = [typeof(AllowAny)])]
    internal static string Version() => typeof(Program).Assembly.FullName ?? "";

    [BoltGet("/top/region", Guards = [typeof(AllowAny)])]
    internal static string Region([Microsoft.AspNetCore.Mvc.FromRoute] string region) => region;
}

[BoltGroup("/top", Auth = [typeof(JwtAuthentication)])]
static class Top
{
    [BoltGet("me"), IsAuthenticated]
    public static string Me([CurrentUser] User user) => user.Username;

    [BoltGet("users/{id}"), IsStaff]
    public static async Task<string?> One(string id, IUserLoader<User> users, CancellationToken cancellation) => (await users.FindAsync(id, cancellation))?.Username;

    [BoltPost("users"), IsAdminUser]
    public static Microsoft.AspNetCore.Http.HttpResults.Created Add(string name) => TypedResults.Created("/top/users/" + name);

    [BoltGet("greeting", Guards = [typeof(AllowAny)])]
    public static string Greeting(AuthContext? auth = null) => auth is { IsStaff: true } ? "welcome back" : "hello";
}

sealed record User(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;

sealed class Users : IUserLoader<User>
{
    public ValueTask<User?> FindAsync(string userId, CancellationToken cancellationToken) => new(new User(userId, userId, false, false));
}

namespace Bolt
{
    internal static class BoltApplicationExtensions
    {
        public static void MapBolt(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) => _ = endpoints;
    }
}
