namespace Clean.Photos;

/// <summary>A group with a prefix, backend and guard; a handler class built from services.</summary>
[BoltGroup("/photos", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)], Tags = ["photos"])]
public sealed class Photos(IPhoto store, IServiceProvider services)
{
    [BoltGet("")]
    public IEnumerable<string> List() => store.All();

    [BoltGet("/{id:long}")]
    public async Task<string> Get(long id, [CurrentUser] Person person) => await store.FindAsync(id.ToString()!, person.Name);

    [BoltGet("/{id:long}/owner")]
    public async Task<string?> Owner(long id, CurrentUser<Person> person) => (await person.GetAsync())?.Name + id;

    [BoltGet("/{slug}/page")]
    public string Page(string slug) => slug + services;

    [BoltGet("/search")]
    public string Search(string q, DateOnly? from, DayOfWeek day = DayOfWeek.Monday) => q + from + day;

    [BoltGet("/{id:long}/audit", Guards = [typeof(IsStaff)])]
    public string Audit(long id) => id.ToString()!;

    [BoltPost("", Name = "photos-add", Summary = "Adds one")]
    [HasPermission(nameof(Add))]
    public IResult Add(NewPhoto body) => TypedResults.Ok(body.Name);

    [BoltPost("/{id:long}/lines")]
    public string AddLine(long id, [Microsoft.AspNetCore.Mvc.FromBody] NewPhoto line, AuthContext auth) => auth.UserId + id + line.Name;

    [BoltPut("/{id:long}"), HasPermission("photos.change")]
    public string Change(long id, NewPhoto body) => id + body.Name;

    [BoltPatch("/{id:long}", InheritGuards = true), HasPermission("photos.change")]
    public string Patch(long id, NewPhoto body, CancellationToken cancellation) => id + body.Name + cancellation;

    [BoltDelete("/{id:long}", Guards = new[] { typeof(IsAdminUser) })]
    public void Delete(long id) => _ = id;

    [BoltGet("/{id:long}/claims")]
    public string Claims(long id, System.Security.Claims.ClaimsPrincipal principal) => principal.Identity?.Name + id;

    [BoltGet("/export", InheritGuards = false, Guards = [typeof(IsStaff)])]
    public async IAsyncEnumerable<string> Export()
    {
        await Task.Yield();
        yield return "one";
    }

    [BoltGet("/me"), BoltGet("/myself")]
    public string Me(AuthContext auth) => auth.UserId;

    [BoltGet("/{id:long}/raw")]
    public void Raw(long id, HttpContext http) => http.Response.Headers["X-Id"] = id.ToString();
}

public interface IPhoto
{
    IEnumerable<string> All();

    Task<string> FindAsync(string id, string owner);
}

public sealed class Person
{
    public string Name { get; init; } = "";
}

public sealed record NewPhoto(string Name);
