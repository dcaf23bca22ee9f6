[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]

namespace Clean.Rooms;

/// <summary>The assembly asks first; groups and routes ask for more.</summary>
[PermissionCatalog]
public static class Permissions
{
    public const string Add = "rooms.add";

    public static class Admin
    {
        public const string Purge = "rooms.purge";
    }
}

[BoltGroup("/rooms")]
public static class Rooms
{
    [BoltGet("/")]
    public static string List(AuthContext auth) => auth.UserId;

    [BoltGet("/{id:long}")]
    public static string Get(long id, AuthContext auth) => auth.UserId + id;

    [BoltGet("/{name}/by-name")]
    public static string ByName(string name) => name;

    [BoltPost("/"), HasPermission(Permissions.Add)]
    public static Microsoft.AspNetCore.Http.HttpResults.Created<string> Add(NewRoom body) => TypedResults.Created("/", body.Name);

    [BoltDelete("/{id:long}"), HasPermission(Permissions.Admin.Purge)]
    public static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.NotFound> Delete(long id) =>
        id.ToString() is null ? TypedResults.NotFound() : TypedResults.NoContent();

    [BoltPut("/{id:long}"), HasAllPermissions(Permissions.Add, Permissions.Admin.Purge)]
    public static string Put(long id, NewRoom body) => id + body.Name;

    [BoltGet("/{id:long}/all", Guards = [typeof(IsStaff)])]
    public static string All(long id, CancellationToken cancellation) => id + cancellation.ToString();
}

[BoltGroup("/rooms/admin", Guards = [typeof(IsAdminUser)])]
public sealed class RoomsAdmin(IServiceProvider services)
{
    [BoltGet("/stats")]
    public string Stats() => services.ToString()!;

    [BoltPost("/rebuild")]
    public Task Rebuild(CancellationToken cancellation) => Task.Delay(0, cancellation);

    [BoltPost("/{id:long}/ban")]
    public void Ban(long id, string reason) => _ = reason + id;

    [BoltRoute("/settings", "GET", "PUT")]
    public string Settings(HttpRequest request) => request.Method;
}

[IsStaff]
public static class RoomsStaff
{
    [BoltGet("/rooms/staff"), BoltHead("/rooms/staff")]
    public static string Index() => "staff";

    [BoltGet("/rooms/staff/{id:long}")]
    public static string One(long id) => id.ToString()!;

    [BoltPatch("/rooms/staff/{id:long}/notes")]
    public static string Notes(long id, [Microsoft.AspNetCore.Mvc.FromBody] NewRoom note, [Microsoft.AspNetCore.Mvc.FromServices] IServiceProvider services) => note.Name + id + services;
}

public sealed record NewRoom(string Name);
