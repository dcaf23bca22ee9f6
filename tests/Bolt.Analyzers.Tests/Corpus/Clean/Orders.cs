namespace Clean.Orders;

/// <summary>A group with a prefix, backend and guard; a handler class built from services.</summary>
[BoltGroup("/orders", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)], Tags = ["orders"])]
public sealed class Orders(IOrder store, IServiceProvider services)
{
    [BoltGet("")]
    public IEnumerable<string> List() => store.All();

    [BoltGet("/{id:int}")]
    public async Task<string> Get(int id, [CurrentUser] Person person) => await store.FindAsync(id.ToString()!, person.Name);

    [BoltGet("/{id:int}/owner")]
    public async Task<string?> Owner(int id, CurrentUser<Person> person) => (await person.GetAsync())?.Name + id;

    [BoltGet("/{slug}/page")]
    public string Page(string slug) => slug + services;

    [BoltGet("/search")]
    public string Search(string q, DateOnly? from, DayOfWeek day = DayOfWeek.Monday) => q + from + day;

    [BoltGet("/{id:int}/audit", Guards = [typeof(IsStaff)])]
    public string Audit(int id) => id.ToString()!;

    [BoltPost("", Name = "orders-add", Summary = "Adds one")]
    [HasPermission(nameof(Add))]
    public IResult Add(NewOrder body) => TypedResults.Ok(body.Name);

    [BoltPost("/{id:int}/lines")]
    public string AddLine(int id, [Microsoft.AspNetCore.Mvc.FromBody] NewOrder line, AuthContext auth) => auth.UserId + id + line.Name;

    [BoltPut("/{id:int}"), HasPermission("orders.change")]
    public string Change(int id, NewOrder body) => id + body.Name;

    [BoltPatch("/{id:int}", InheritGuards = true), HasPermission("orders.change")]
    public string Patch(int id, NewOrder body, CancellationToken cancellation) => id + body.Name + cancellation;

    [BoltDelete("/{id:int}", Guards = new[] { typeof(IsAdminUser) })]
    public void Delete(int id) => _ = id;

    [BoltGet("/{id:int}/claims")]
    public string Claims(int id, System.Security.Claims.ClaimsPrincipal principal) => principal.Identity?.Name + id;

    [BoltGet("/export", InheritGuards = false, Guards = [typeof(IsStaff)])]
    public async IAsyncEnumerable<string> Export()
    {
        await Task.Yield();
        yield return "one";
    }

    [BoltGet("/me"), BoltGet("/myself")]
    public string Me(AuthContext auth) => auth.UserId;

    [BoltGet("/{id:int}/raw")]
    public void Raw(int id, HttpContext http) => http.Response.Headers["X-Id"] = id.ToString();
}

public interface IOrder
{
    IEnumerable<string> All();

    Task<string> FindAsync(string id, string owner);
}

public sealed class Person
{
    public string Name { get; init; } = "";
}

public sealed record NewOrder(string Name);
