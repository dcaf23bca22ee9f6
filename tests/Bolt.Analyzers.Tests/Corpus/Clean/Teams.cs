[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]

namespace Clean.Teams;

/// <summary>The assembly asks first; groups and routes ask for more.</summary>
[PermissionCatalog]
public static class Permissions
{
    public const string Add = "teams.add";

    public static class Admin
    {
        public const string Purge = "teams.purge";
    }
}

[BoltGroup("/teams")]
public static class Teams
{
    [BoltGet("/")]
    public static string List(AuthContext auth) => auth.UserId;

    [BoltGet("/{id}")]
    public static string Get(string id, AuthContext auth) => auth.UserId + id;

    [BoltGet("/{name}/by-name")]
    public static string ByName(string name) => name;

    [BoltPost("/"), HasPermission(Permissions.Add)]
    public static Microsoft.AspNetCore.Http.HttpResults.Created<string> Add(NewTeam body) => TypedResults.Created("/", body.Name);

    [BoltDelete("/{id}"), HasPermission(Permissions.Admin.Purge)]
    public static Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.NotFound> Delete(string id) =>
        id is null ? TypedResults.NotFound() : TypedResults.NoContent();

    [BoltPut("/{id}"), HasAllPermissions(Permissions.Add, Permissions.Admin.Purge)]
    public static string Put(string id, NewTeam body) => id + body.Name;

    [BoltGet("/{id}/all", Guards = [typeof(IsStaff)])]
    public static string All(string id, CancellationToken cancellation) => id + cancellation.ToString();
}

[BoltGroup("/teams/admin", Guards = [typeof(IsAdminUser)])]
public sealed class TeamsAdmin(IServiceProvider services)
{
    [BoltGet("/stats")]
    public string Stats() => services.ToString()!;

    [BoltPost("/rebuild")]
    public Task Rebuild(CancellationToken cancellation) => Task.Delay(0, cancellation);

    [BoltPost("/{id}/ban")]
    public void Ban(string id, string reason) => _ = reason + id;

    [BoltRoute("/settings", "GET", "PUT")]
    public string Settings(HttpRequest request) => request.Method;
}

[IsStaff]
public static class TeamsStaff
{
    [BoltGet("/teams/staff"), BoltHead("/teams/staff")]
    public static string Index() => "staff";

    [BoltGet("/teams/staff/{id}")]
    public static string One(string id) => id.ToString()!;

    [BoltPatch("/teams/staff/{id}/notes")]
    public static string Notes(string id, [Microsoft.AspNetCore.Mvc.FromBody] NewTeam note, [Microsoft.AspNetCore.Mvc.FromServices] IServiceProvider services) => note.Name + id + services;
}

public sealed record NewTeam(string Name);
