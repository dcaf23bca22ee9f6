namespace Clean.Files;

/// <summary>A group with a prefix, backend and guard; a handler class built from services.</summary>
[BoltGroup("/files", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)], Tags = ["files"])]
public sealed class Files(IFile store, IServiceProvider services)
{
    [BoltGet("")]
    public IEnumerable<string> List() => store.All();

    [BoltGet("/{id}")]
    public async Task<string> Get(string id, [CurrentUser] Person person) => await store.FindAsync(id.ToString()!, person.Name);

    [BoltGet("/{id}/owner")]
    public async Task<string?> Owner(string id, CurrentUser<Person> person) => (await person.GetAsync())?.Name + id;

    [BoltGet("/{slug}/page")]
    public string Page(string slug) => slug + services;

    [BoltGet("/search")]
    public string Search(string q, DateOnly? from, DayOfWeek day = DayOfWeek.Monday) => q + from + day;

    [BoltGet("/{id}/audit", Guards = [typeof(IsStaff)])]
    public string Audit(string id) => id.ToString()!;

    [BoltPost("", Name = "files-add", Summary = "Adds one")]
    [HasPermission(nameof(Add))]
    public IResult Add(NewFile body) => TypedResults.Ok(body.Name);

    [BoltPost("/{id}/lines")]
    public string AddLine(string id, [Microsoft.AspNetCore.Mvc.FromBody] NewFile line, AuthContext auth) => auth.UserId + id + line.Name;

    [BoltPut("/{id}"), HasPermission("files.change")]
    public string Change(string id, NewFile body) => id + body.Name;

    [BoltPatch("/{id}", InheritGuards = true), HasPermission("files.change")]
    public string Patch(string id, NewFile body, CancellationToken cancellation) => id + body.Name + cancellation;

    [BoltDelete("/{id}", Guards = new[] { typeof(IsAdminUser) })]
    public void Delete(string id) => _ = id;

    [BoltGet("/{id}/claims")]
    public string Claims(string id, System.Security.Claims.ClaimsPrincipal principal) => principal.Identity?.Name + id;

    [BoltGet("/export", InheritGuards = false, Guards = [typeof(IsStaff)])]
    public async IAsyncEnumerable<string> Export()
    {
        await Task.Yield();
        yield return "one";
    }

    [BoltGet("/me"), BoltGet("/myself")]
    public string Me(AuthContext auth) => auth.UserId;

    [BoltGet("/{id}/raw")]
    public void Raw(string id, HttpContext http) => http.Response.Headers["X-Id"] = id.ToString();
}

public interface IFile
{
    IEnumerable<string> All();

    Task<string> FindAsync(string id, string owner);
}

public sealed class Person
{
    public string Name { get; init; } = "";
}

public sealed record NewFile(string Name);
