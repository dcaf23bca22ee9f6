//// exe
using System.Text.Json.Serialization;
using Clean.Recipes;

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

namespace Clean.Recipes
{
    internal static class Recipes
    {
        [BoltGet("/health", Guards = [typeof(AllowAny)])]
        internal static string Health() => "ok";

        [BoltGet("/version", Guards = [typeof(AllowAny)])]
        internal static Version Version() => new(1, 0);

        [BoltGet("/recipes", Guards = [typeof(AllowAny)])]
        internal static List<Recipe> List([Microsoft.AspNetCore.Mvc.FromRoute] string tenant) => [new Recipe(tenant, [])];

        [BoltGet("/recipes/{id:long}", Guards = [typeof(AllowAny)])]
        internal static async ValueTask<Recipe?> Get(long id)
        {
            await Task.Yield();
            return new Recipe(id.ToString()!, []);
        }

        [BoltGet("/recipes/{id:long}/lines", Guards = [typeof(AllowAny)])]
        internal static IReadOnlyList<Line> Lines(long id) => [new Line(id.ToString()!)];

        [BoltPost("/recipes", Auth = [typeof(JwtAuthentication)]), HasPermission("recipes.add")]
        internal static Microsoft.AspNetCore.Http.HttpResults.Created<Recipe> Add(Recipe body) => TypedResults.Created("/", body);

        [BoltPut("/recipes/{id:long}", Auth = [typeof(JwtAuthentication)]), HasPermission("recipes.change")]
        internal static IResult Put(long id, ChangeRecipe change) => TypedResults.Text(id + change.Title);

        [BoltPost("/recipes/batch", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static int Batch(List<Recipe> all) => all.Count;

        [BoltPost("/recipes/{id:long}/lines", Auth = [typeof(JwtAuthentication)]), HasPermission("recipes.change")]
        internal static void AddLine(long id, [Microsoft.AspNetCore.Mvc.FromBody] Line line, ClockRecipe clock) => _ = line.Text + id + clock;

        [BoltDelete("/recipes/{id:long}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
        internal static bool Delete(long id) => id.ToString() is not null;

        [BoltGet("/recipes/{id:long}/state", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static DayOfWeek State(long id, AuthContext auth) => auth.UserId == id.ToString() ? DayOfWeek.Friday : DayOfWeek.Monday;

        [BoltGet("/recipes/{id:long}/totals", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static Dictionary<string, decimal> Totals(long id) => new() { [id.ToString()!] = 1 };

        [BoltGet("/recipes/{id:long}/problem", Guards = [typeof(AllowAny)])]
        internal static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Recipe>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult> Problem(long id) =>
            TypedResults.Problem(id.ToString());

        [BoltPost("/login", Guards = [typeof(AllowAny)])]
        internal static string Login(Credentials credentials) => credentials.Name;

        [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static string Me(AuthContext auth) => auth.UserId;

        [BoltGet("/recipes/dynamic", Guards = [typeof(AllowAny)])]
        internal static object Dynamic() => "any";
    }

    internal sealed record Recipe(string Id, List<Line> Lines);

    internal sealed record Line(string Text);

    internal sealed record Credentials(string Name, string Password);

    internal sealed class ChangeRecipe
    {
        public string? Title { get; set; }
    }

    internal sealed class ClockRecipe(TimeProvider time)
    {
        public override string ToString() => time.GetUtcNow().ToString();
    }

    [JsonSerializable(typeof(List<Recipe>))]
    [JsonSerializable(typeof(IReadOnlyList<Line>))]
    [JsonSerializable(typeof(ChangeRecipe))]
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
