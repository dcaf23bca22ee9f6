//// exe
using System.Text.Json.Serialization;
using Clean.Plans;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddBolt().AddJwt(o =>
{
    o.Secret = builder.Configuration["Jwt:Secret"] ?? throw new InvalidOperationException("no secret");
    o.Algorithms.Add("HS256");
    o.Algorithms.Add("HS512");
});
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, new AppJson()));

var app = builder.Build();
app.MapGroup("/{tenant}").MapBolt();
app.Run();

namespace Clean.Plans
{
    internal static class Plans
    {
        [BoltGet("/health", Guards = [typeof(AllowAny)])]
        internal static string Health() => "ok";

        [BoltGet("/version", Guards = [typeof(AllowAny)])]
        internal static Version Version() => new(1, 0);

        [BoltGet("/plans", Guards = [typeof(AllowAny)])]
        internal static List<Plan> List([Microsoft.AspNetCore.Mvc.FromRoute] string tenant) => [new Plan(tenant, [])];

        [BoltGet("/plans/{id}", Guards = [typeof(AllowAny)])]
        internal static async ValueTask<Plan?> Get(string id)
        {
            await Task.Yield();
            return new Plan(id.ToString()!, []);
        }

        [BoltGet("/plans/{id}/lines", Guards = [typeof(AllowAny)])]
        internal static IReadOnlyList<Line> Lines(string id) => [new Line(id.ToString()!)];

        [BoltPost("/plans", Auth = [typeof(JwtAuthentication)]), HasPermission("plans.add")]
        internal static Microsoft.AspNetCore.Http.HttpResults.Created<Plan> Add(Plan body) => TypedResults.Created("/", body);

        [BoltPut("/plans/{id}", Auth = [typeof(JwtAuthentication)]), HasPermission("plans.change")]
        internal static IResult Put(string id, ChangePlan change) => TypedResults.Text(id + change.Title);

        [BoltPost("/plans/batch", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static int Batch(List<Plan> all) => all.Count;

        [BoltPost("/plans/{id}/lines", Auth = [typeof(JwtAuthentication)]), HasPermission("plans.change")]
        internal static void AddLine(string id, [Microsoft.AspNetCore.Mvc.FromBody] Line line, ClockPlan clock) => _ = line.Text + id + clock;

        [BoltDelete("/plans/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
        internal static bool Delete(string id) => id is not null;

        [BoltGet("/plans/{id}/state", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static DayOfWeek State(string id, AuthContext auth) => auth.UserId == id.ToString() ? DayOfWeek.Friday : DayOfWeek.Monday;

        [BoltGet("/plans/{id}/totals", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static Dictionary<string, decimal> Totals(string id) => new() { [id.ToString()!] = 1 };

        [BoltGet("/plans/{id}/problem", Guards = [typeof(AllowAny)])]
        internal static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Plan>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult> Problem(string id) =>
            TypedResults.Problem(id.ToString());

        [BoltPost("/login", Guards = [typeof(AllowAny)])]
        internal static string Login(Credentials credentials) => credentials.Name;

        [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static string Me(AuthContext auth) => auth.UserId;

        [BoltGet("/plans/dynamic", Guards = [typeof(AllowAny)])]
        internal static object Dynamic() => "any";
    }

    internal sealed record Plan(string Id, List<Line> Lines);

    internal sealed record Line(string Text);

    internal sealed record Credentials(string Name, string Password);

    internal sealed class ChangePlan
    {
        public string? Title { get; set; }
    }

    internal sealed class ClockPlan(TimeProvider time)
    {
        public override string ToString() => time.GetUtcNow().ToString();
    }

    [JsonSerializable(typeof(List<Plan>))]
    [JsonSerializable(typeof(IReadOnlyList<Line>))]
    [JsonSerializable(typeof(ChangePlan))]
    [JsonSerializable(typeof(Credentials))]
    [JsonSerializable(typeof(DayOfWeek))]
    [JsonSerializable(typeof(Dictionary<string, decimal>))]
    internal sealed class AppJson() : JsonSerializerContext(null)
    {
        protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;

        public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
    }
}

namespace Bolt
{
    /// <summary>What the generator writes.</summary>
    internal static class BoltApplicationExtensions
    {
        public static void MapBolt(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) => _ = endpoints;
    }
}
