using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Integration.Tests;

public sealed record Dto(int Id, string Name);
public sealed record AppUser(string Id, string Username) : IBoltUser { public bool IsStaff => false; public bool IsSuperuser => false; }
public sealed class Db { public string Name => "db"; }

[JsonSerializable(typeof(Dto))]
internal sealed partial class AppJson : JsonSerializerContext;

public sealed class Profile(Db db)
{
    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public async Task<Dto> Me([CurrentUser] AppUser user) { await Task.Yield(); return new(1, user.Username + db.Name); }

    [BoltPost("/articles/{id:int}", Auth = [typeof(JwtAuthentication), typeof(JwtAuthentication)])]
    [HasPermission("blog.add_article")]
    public static Created<Dto> Add(int id, Dto body, AuthContext auth, [FromQuery] string? q = "x\"y", [FromHeader(Name = "X-A")] DayOfWeek? day = DayOfWeek.Monday) => TypedResults.Created("/x", body);

    [BoltGet("/health", Guards = [typeof(AllowAny)])]
    public static string Health() => "ok";
}
