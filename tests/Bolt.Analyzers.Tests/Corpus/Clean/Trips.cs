namespace Clean.Trips;

/// <summary>A group with a prefix, backend and guard; a handler class built from services.</summary>
[BoltGroup("/trips", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)], Tags = ["trips"])]
public sealed class Trips(ITrip store, IServiceProvider services)
{
    [BoltGet("")]
    public IEnumerable<string> List() => store.All();

    [BoltGet("/{id:guid}")]
    public async Task<string> Get(Guid id, [CurrentUser] Person person) => await store.FindAsync(id.ToString()!, person.Name);

    [BoltGet("/{id:guid}/owner")]
    public async Task<string?> Owner(Guid id, CurrentUser<Person> person) => (await person.GetAsync())?.Name + id;

    [BoltGet("/{slug}/page")]
    public string Page(string slug) => slug + services;

    [BoltGet("/search")]
    public string Search(string q, DateOnly? from, DayOfWeek day = DayOfWeek.Monday) => q + from + day;

    [BoltGet("/{id:guid}/audit", Guards = [typeof(IsStaff)])]
    public string Audit(Guid id) => id.ToString()!;

    [BoltPost("", Name = "trips-add", Summary = "Adds one")]
    [HasPermission(nameof(Add))]
    public IResult Add(NewTrip body) => TypedResults.Ok(body.Name);

    [BoltPost("/{id:guid}/lines")]
    public string AddLine(Guid id, [Microsoft.AspNetCore.Mvc.FromBody] NewTrip line, AuthContext auth) => auth.UserId + id + line.Name;

    [BoltPut("/{id:guid}"), HasPermission("trips.change")]
    public string Change(Guid id, NewTrip body) => id + body.Name;

    [BoltPatch("/{id:guid}", InheritGuards = true), HasPermission("trips.change")]
    public string Patch(Guid id, NewTrip body, CancellationToken cancellation) => id + body.Name + cancellation;

    [BoltDelete("/{id:guid}", Guards = new[] { typeof(IsAdminUser) })]
    public void Delete(Guid id) => _ = id;

    [BoltGet("/{id:guid}/claims")]
    public string Claims(Guid id, System.Security.Claims.ClaimsPrincipal principal) => principal.Identity?.Name + id;

    [BoltGet("/export", InheritGuards = false, Guards = [typeof(IsStaff)])]
    public async IAsyncEnumerable<string> Export()
    {
        await Task.Yield();
        yield return "one";
    }

    [BoltGet("/me"), BoltGet("/myself")]
    public string Me(AuthContext auth) => auth.UserId;

    [BoltGet("/{id:guid}/raw")]
    public void Raw(Guid id, HttpContext http) => http.Response.Headers["X-Id"] = id.ToString();
}

public interface ITrip
{
    IEnumerable<string> All();

    Task<string> FindAsync(string id, string owner);
}

public sealed class Person
{
    public string Name { get; init; } = "";
}

public sealed record NewTrip(string Name);
