//// exe
using System.Text.Json.Serialization;
using Clean.Exams;

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

namespace Clean.Exams
{
    internal static class Exams
    {
        [BoltGet("/health", Guards = [typeof(AllowAny)])]
        internal static string Health() => "ok";

        [BoltGet("/version", Guards = [typeof(AllowAny)])]
        internal static Version Version() => new(1, 0);

        [BoltGet("/exams", Guards = [typeof(AllowAny)])]
        internal static List<Exam> List([Microsoft.AspNetCore.Mvc.FromRoute] string tenant) => [new Exam(tenant, [])];

        [BoltGet("/exams/{id:guid}", Guards = [typeof(AllowAny)])]
        internal static async ValueTask<Exam?> Get(Guid id)
        {
            await Task.Yield();
            return new Exam(id.ToString()!, []);
        }

        [BoltGet("/exams/{id:guid}/lines", Guards = [typeof(AllowAny)])]
        internal static IReadOnlyList<Line> Lines(Guid id) => [new Line(id.ToString()!)];

        [BoltPost("/exams", Auth = [typeof(JwtAuthentication)]), HasPermission("exams.add")]
        internal static Microsoft.AspNetCore.Http.HttpResults.Created<Exam> Add(Exam body) => TypedResults.Created("/", body);

        [BoltPut("/exams/{id:guid}", Auth = [typeof(JwtAuthentication)]), HasPermission("exams.change")]
        internal static IResult Put(Guid id, ChangeExam change) => TypedResults.Text(id + change.Title);

        [BoltPost("/exams/batch", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static int Batch(List<Exam> all) => all.Count;

        [BoltPost("/exams/{id:guid}/lines", Auth = [typeof(JwtAuthentication)]), HasPermission("exams.change")]
        internal static void AddLine(Guid id, [Microsoft.AspNetCore.Mvc.FromBody] Line line, ClockExam clock) => _ = line.Text + id + clock;

        [BoltDelete("/exams/{id:guid}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
        internal static bool Delete(Guid id) => id.ToString() is not null;

        [BoltGet("/exams/{id:guid}/state", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static DayOfWeek State(Guid id, AuthContext auth) => auth.UserId == id.ToString() ? DayOfWeek.Friday : DayOfWeek.Monday;

        [BoltGet("/exams/{id:guid}/totals", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static Dictionary<string, decimal> Totals(Guid id) => new() { [id.ToString()!] = 1 };

        [BoltGet("/exams/{id:guid}/problem", Guards = [typeof(AllowAny)])]
        internal static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Exam>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult> Problem(Guid id) =>
            TypedResults.Problem(id.ToString());

        [BoltPost("/login", Guards = [typeof(AllowAny)])]
        internal static string Login(Credentials credentials) => credentials.Name;

        [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static string Me(AuthContext auth) => auth.UserId;

        [BoltGet("/exams/dynamic", Guards = [typeof(AllowAny)])]
        internal static object Dynamic() => "any";
    }

    internal sealed record Exam(string Id, List<Line> Lines);

    internal sealed record Line(string Text);

    internal sealed record Credentials(string Name, string Password);

    internal sealed class ChangeExam
    {
        public string? Title { get; set; }
    }

    internal sealed class ClockExam(TimeProvider time)
    {
        public override string ToString() => time.GetUtcNow().ToString();
    }

    [JsonSerializable(typeof(List<Exam>))]
    [JsonSerializable(typeof(IReadOnlyList<Line>))]
    [JsonSerializable(typeof(ChangeExam))]
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
