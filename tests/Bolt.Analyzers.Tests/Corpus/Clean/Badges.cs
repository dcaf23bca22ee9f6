namespace Clean.Badges;

/// <summary>Everything said on the route, in collection expressions.</summary>
public static class Badges
{
    [BoltGet("/badges", Guards = [typeof(AllowAny)])]
    public static IReadOnlyList<Badge> List(int page = 1, string? search = null) => [new Badge(page.ToString(), search)];

    [BoltGet("/badges/{id}", Guards = [typeof(AllowAny)])]
    public static Task<Badge> Get(string id, CancellationToken cancellation) => Task.FromResult(new Badge(id.ToString()!, cancellation.ToString()));

    [BoltGet("/badges/{id}/history", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string History(string id) => id.ToString()!;

    [BoltGet("/badges/mine", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Mine(AuthContext auth) => auth.UserId;

    [BoltGet("/badges/mine/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string MyOwn(string id, AuthContext auth) => auth.UserId + id;

    [BoltPost("/badges", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("badges.add")]
    public static IResult Add(NewBadge body, AuthContext auth) => TypedResults.Ok(body.Name + auth.UserId);

    [BoltPut("/badges/{id}", Auth = [typeof(JwtAuthentication)]), HasPermission("badges.change")]
    public static async Task<IResult> Change(string id, NewBadge body)
    {
        await Task.Yield();
        return TypedResults.Ok(body.Name + id);
    }

    [BoltPatch("/badges/{id}/name", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission("badges.change", "badges.rename")]
    public static void Rename(string id, [Microsoft.AspNetCore.Mvc.FromQuery] string name) => _ = name + id;

    [BoltDelete("/badges/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static ValueTask Delete(string id) => id is null ? default : ValueTask.CompletedTask;

    [BoltDelete("/badges", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
    public static void Clear() { }

    [BoltHead("/badges/{id}", Guards = [typeof(AllowAny)])]
    public static void Exists(string id) => _ = id;

    [BoltOptions("/badges", Guards = [typeof(AllowAny)])]
    public static void Options(HttpResponse response) => response.Headers.Allow = "GET, POST";

    [BoltGet("/badges/{id}/lines/{line:int?}", Auth = [typeof(JwtAuthentication)])]
    [Requires("scope", "badges.read", "badges.write", Match = Match.Any)]
    public static string Lines(string id, int? line) => id.ToString() + line;

    [BoltGet("/badges/welcome", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Welcome(AuthContext? auth) => auth?.UserId ?? "stranger";

    [BoltPost("/badges/import", Auth = [typeof(JwtAuthentication)]), HasAllPermissions("badges.add", "badges.import")]
    public static async Task Import(HttpContext http) => await http.Response.WriteAsync("ok");

    [BoltGet("/badges/files/{**path}", Guards = [typeof(AllowAny)])]
    public static string Files() => "none";
}

public sealed record Badge(string Id, string? Title);

public sealed record NewBadge(string Name);
