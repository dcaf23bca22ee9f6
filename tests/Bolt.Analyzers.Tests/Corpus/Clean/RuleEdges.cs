using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

[assembly: HasPermission("api.use")]
[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]

namespace Clean.RuleEdges;

public static class Secrets
{
    public static void Add(IServiceCollection services, IConfiguration configuration, string secret) => services.AddBolt().AddJwt(o =>
    {
        o.Secret = configuration.GetValue<string>("Jwt:Key");
        o.Secret = configuration["Jwt:Key"] ?? throw new InvalidOperationException("Bolt:Jwt:Secret is missing");
        o.Secret = Environment.GetEnvironmentVariable("JWT");
        o.Secret = System.IO.File.ReadAllText("/run/secrets/jwt").Trim();
        o.Secret = secret;
        o.Secret = string.Empty;
        var late = "none yet";
        late = configuration["Jwt:Key"];
        o.Secret = late;
        o.Keys.Add(new SymmetricSecurityKey(Convert.FromBase64String(configuration["Key"]!)));
        o.Keys.Add(new JsonWebKey("""{"kty":"RSA","n":"AQAB","e":"AQAB"}"""));
        o.Keys.Add(new SymmetricSecurityKey(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        foreach (var algorithm in new[] { "RS256", "ES256" })
        {
            o.Algorithms.Add(algorithm);
        }
    });

    public static Dictionary<string, string[]> Errors { get; } = new() { ["Bolt:Jwt:Secret"] = ["is missing"] };
}

[BoltGroup("/edges")]
public sealed class Edges(IConfiguration configuration, [FromKeyedServices("size")] int size, string? title = null)
{
    [BoltGet("/k", InheritGuards = false), HasAllPermissions("api.use", "reports.read")]
    public string Implied() => configuration["x"] + size + title;

    [BoltGet("/l", InheritGuards = false), HasPermission("api.use")]
    public string Same() => "same";

    [BoltGet("/valid/{valid}"), IsAuthenticated]
    public string Valid(string valid) => valid;

    [BoltGet("/paid/{PAID}"), IsAuthenticated]
    public string Paid(string PAID) => PAID;

    [BoltGet("/constraints/{a:int:min(1)}/{b:regex(^[[a-z]]{{2}}$)}/{c:length(2,3)}/{d:maxlength(3)}/{e:range(1,5)}")]
    public string Constraints(int a, string b, string c, string d, int e) => a + b + c + d + e;

    [BoltPost("/json")]
    public Results<Ok<Item>, NotFound> Typed(Item item) => TypedResults.Ok(item);

    [BoltGet("/named", Name = "one"), EndpointName("two")]
    public string Named() => "one";

    [BoltGet("/Named", Name = "One", Summary = "names are told apart by case"), Microsoft.AspNetCore.Routing.Host("x.example")]
    public string Cased() => "One";

    [BoltGet("/registered")]
    public string Registered(Registered settings) => settings.Currency;

    [BoltPost("/registered")]
    public string Both(Registered settings, Item item) => settings.Currency + item;

    [BoltPost("/marked")]
    public string Marked(Marked marked) => marked.Name;

    [BoltPost("/mapped")]
    public string Mapped(Mapped mapped) => mapped.Name;

    [BoltPost("/described")]
    public string Described(Described described) => described.Password!;

    [BoltPost("/skipped")]
    public string Skipped([FromBody] Skipped skipped) => skipped.Name!;

    public static void Register(IServiceCollection services, WebApplication app)
    {
        services.AddSingleton(new Registered("EUR"));
        app.MapPost("/mvc", (Mapped mapped) => mapped.Name);
    }
}

public sealed record Item(int Id);

public sealed record Registered(string Currency);

#pragma warning disable ASP0029
[Microsoft.Extensions.Validation.ValidatableType]
public sealed record Marked([Required] string Name);

public sealed class Skipped
{
    [Microsoft.Extensions.Validation.SkipValidation]
    public Mapped? Inner { get; set; }

    public string? Name { get; set; }
}
#pragma warning restore ASP0029

public sealed record Mapped([Required] string Name);

public sealed class Described
{
    [DataType(DataType.Password)]
    public string? Password { get; set; }
}
