//// exe
using System.Text.Json.Serialization;
using Clean.Tickets;

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

namespace Clean.Tickets
{
    internal static class Tickets
    {
        [BoltGet("/health", Guards = [typeof(AllowAny)])]
        internal static string Health() => "ok";

        [BoltGet("/version", Guards = [typeof(AllowAny)])]
        internal static Version Version() => new(1, 0);

        [BoltGet("/tickets", Guards = [typeof(AllowAny)])]
        internal static List<Ticket> List([Microsoft.AspNetCore.Mvc.FromRoute] string tenant) => [new Ticket(tenant, [])];

        [BoltGet("/tickets/{id:int}", Guards = [typeof(AllowAny)])]
        internal static async ValueTask<Ticket?> Get(int id)
        {
            await Task.Yield();
            return new Ticket(id.ToString()!, []);
        }

        [BoltGet("/tickets/{id:int}/lines", Guards = [typeof(AllowAny)])]
        internal static IReadOnlyList<Line> Lines(int id) => [new Line(id.ToString()!)];

        [BoltPost("/tickets", Auth = [typeof(JwtAuthentication)]), HasPermission("tickets.add")]
        internal static Microsoft.AspNetCore.Http.HttpResults.Created<Ticket> Add(Ticket body) => TypedResults.Created("/", body);

        [BoltPut("/tickets/{id:int}", Auth = [typeof(JwtAuthentication)]), HasPermission("tickets.change")]
        internal static IResult Put(int id, ChangeTicket change) => TypedResults.Text(id + change.Title);

        [BoltPost("/tickets/batch", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static int Batch(List<Ticket> all) => all.Count;

        [BoltPost("/tickets/{id:int}/lines", Auth = [typeof(JwtAuthentication)]), HasPermission("tickets.change")]
        internal static void AddLine(int id, [Microsoft.AspNetCore.Mvc.FromBody] Line line, ClockTicket clock) => _ = line.Text + id + clock;

        [BoltDelete("/tickets/{id:int}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
        internal static bool Delete(int id) => id.ToString() is not null;

        [BoltGet("/tickets/{id:int}/state", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static DayOfWeek State(int id, AuthContext auth) => auth.UserId == id.ToString() ? DayOfWeek.Friday : DayOfWeek.Monday;

        [BoltGet("/tickets/{id:int}/totals", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
        internal static Dictionary<string, decimal> Totals(int id) => new() { [id.ToString()!] = 1 };

        [BoltGet("/tickets/{id:int}/problem", Guards = [typeof(AllowAny)])]
        internal static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Ticket>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult> Problem(int id) =>
            TypedResults.Problem(id.ToString());

        [BoltPost("/login", Guards = [typeof(AllowAny)])]
        internal static string Login(Credentials credentials) => credentials.Name;

        [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        internal static string Me(AuthContext auth) => auth.UserId;

        [BoltGet("/tickets/dynamic", Guards = [typeof(AllowAny)])]
        internal static object Dynamic() => "any";
    }

    internal sealed record Ticket(string Id, List<Line> Lines);

    internal sealed record Line(string Text);

    internal sealed record Credentials(string Name, string Password);

    internal sealed class ChangeTicket
    {
        public string? Title { get; set; }
    }

    internal sealed class ClockTicket(TimeProvider time)
    {
        public override string ToString() => time.GetUtcNow().ToString();
    }

    [JsonSerializable(typeof(List<Ticket>))]
    [JsonSerializable(typeof(IReadOnlyList<Line>))]
    [JsonSerializable(typeof(ChangeTicket))]
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
