[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]

namespace Clean.Courses;

/// <summary>The assembly asks first; groups and routes ask for more.</summary>
[PermissionCatalog]
public static class Permissions
{
    public const string Add = "courses.add";

    public static class Admin
    {
        public const string Purge = "courses.purge";
    }
}

[BoltGroup("/courses")]
public static class Courses
{
    [BoltGet("/")]
    public static string List(AuthContext auth) => auth.UserId;

    [BoltGet("/{id:guid}")]
    public static string Get(Guid id, AuthContext auth) => auth.UserId + id;

    [BoltGet("/{name}/by-name")]
    public static string ByName(string name) => name;

    [BoltPost("/"), HasPermission(Permissions.Add)]
    public static Microsoft.AspNetCore.Http.HttpResults.Created<string> Add(NewCourse body) => TypedResults.Created("/", body.Name);

    [BoltDelete("/{id:guid}"), HasPermission(Permissions.Admin.Purge)]
    public static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.NotFound> Delete(Guid id) =>
        id.ToString() is null ? TypedResults.NotFound() : TypedResults.NoContent();

    [BoltPut("/{id:guid}"), HasAllPermissions(Permissions.Add, Permissions.Admin.Purge)]
    public static string Put(Guid id, NewCourse body) => id + body.Name;

    [BoltGet("/{id:guid}/all", Guards = [typeof(IsStaff)])]
    public static string All(Guid id, CancellationToken cancellation) => id + cancellation.ToString();
}

[BoltGroup("/courses/admin", Guards = [typeof(IsAdminUser)])]
public sealed class CoursesAdmin(IServiceProvider services)
{
    [BoltGet("/stats")]
    public string Stats() => services.ToString()!;

    [BoltPost("/rebuild")]
    public Task Rebuild(CancellationToken cancellation) => Task.Delay(0, cancellation);

    [BoltPost("/{id:guid}/ban")]
    public void Ban(Guid id, string reason) => _ = reason + id;

    [BoltRoute("/settings", "GET", "PUT")]
    public string Settings(HttpRequest request) => request.Method;
}

[IsStaff]
public static class CoursesStaff
{
    [BoltGet("/courses/staff"), BoltHead("/courses/staff")]
    public static string Index() => "staff";

    [BoltGet("/courses/staff/{id:guid}")]
    public static string One(Guid id) => id.ToString()!;

    [BoltPatch("/courses/staff/{id:guid}/notes")]
    public static string Notes(Guid id, [Microsoft.AspNetCore.Mvc.FromBody] NewCourse note, [Microsoft.AspNetCore.Mvc.FromServices] IServiceProvider services) => note.Name + id + services;
}

public sealed record NewCourse(string Name);
