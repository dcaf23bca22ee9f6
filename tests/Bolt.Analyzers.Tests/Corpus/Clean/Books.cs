[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]

namespace Clean.Books;

/// <summary>The assembly asks first; groups and routes ask for more.</summary>
[PermissionCatalog]
public static class Permissions
{
    public const string Add = "books.add";

    public static class Admin
    {
        public const string Purge = "books.purge";
    }
}

[BoltGroup("/books")]
public static class Books
{
    [BoltGet("/")]
    public static string List(AuthContext auth) => auth.UserId;

    [BoltGet("/{id:int}")]
    public static string Get(int id, AuthContext auth) => auth.UserId + id;

    [BoltGet("/{name}/by-name")]
    public static string ByName(string name) => name;

    [BoltPost("/"), HasPermission(Permissions.Add)]
    public static Microsoft.AspNetCore.Http.HttpResults.Created<string> Add(NewBook body) => TypedResults.Created("/", body.Name);

    [BoltDelete("/{id:int}"), HasPermission(Permissions.Admin.Purge)]
    public static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.NotFound> Delete(int id) =>
        id.ToString() is null ? TypedResults.NotFound() : TypedResults.NoContent();

    [BoltPut("/{id:int}"), HasAllPermissions(Permissions.Add, Permissions.Admin.Purge)]
    public static string Put(int id, NewBook body) => id + body.Name;

    [BoltGet("/{id:int}/all", Guards = [typeof(IsStaff)])]
    public static string All(int id, CancellationToken cancellation) => id + cancellation.ToString();
}

[BoltGroup("/books/admin", Guards = [typeof(IsAdminUser)])]
public sealed class BooksAdmin(IServiceProvider services)
{
    [BoltGet("/stats")]
    public string Stats() => services.ToString()!;

    [BoltPost("/rebuild")]
    public Task Rebuild(CancellationToken cancellation) => Task.Delay(0, cancellation);

    [BoltPost("/{id:int}/ban")]
    public void Ban(int id, string reason) => _ = reason + id;

    [BoltRoute("/settings", "GET", "PUT")]
    public string Settings(HttpRequest request) => request.Method;
}

[IsStaff]
public static class BooksStaff
{
    [BoltGet("/books/staff"), BoltHead("/books/staff")]
    public static string Index() => "staff";

    [BoltGet("/books/staff/{id:int}")]
    public static string One(int id) => id.ToString()!;

    [BoltPatch("/books/staff/{id:int}/notes")]
    public static string Notes(int id, [Microsoft.AspNetCore.Mvc.FromBody] NewBook note, [Microsoft.AspNetCore.Mvc.FromServices] IServiceProvider services) => note.Name + id + services;
}

public sealed record NewBook(string Name);
