namespace Clean.Songs;

/// <summary>Everything said on the route, in collection expressions.</summary>
public static class Songs
{
    [BoltGet("/songs", Guards = [typeof(AllowAny)])]
    public static IReadOnlyList<Song> List(int page = 1, string? search = null) => [new Song(page.ToString(), search)];

    [BoltGet("/songs/{id:guid}", Guards = [typeof(AllowAny)])]
    public static Task<Song> Get(Guid id, CancellationToken cancellation) => Task.FromResult(new Song(id.ToString()!, cancellation.ToString()));

    [BoltGet("/songs/{id:guid}/history", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string History(Guid id) => id.ToString()!;

    [BoltGet("/songs/mine", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Mine(AuthContext auth) => auth.UserId;

    [BoltGet("/songs/mine/{id:guid}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string MyOwn(Guid id, AuthContext auth) => auth.UserId + id;

    [BoltPost("/songs", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("songs.add")]
    public static IResult Add(NewSong body, AuthContext auth) => TypedResults.Ok(body.Name + auth.UserId);

    [BoltPut("/songs/{id:guid}", Auth = [typeof(JwtAuthentication)]), HasPermission("songs.change")]
    public static async Task<IResult> Change(Guid id, NewSong body)
    {
        await Task.Yield();
        return TypedResults.Ok(body.Name + id);
    }

    [BoltPatch("/songs/{id:guid}/name", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission("songs.change", "songs.rename")]
    public static void Rename(Guid id, [Microsoft.AspNetCore.Mvc.FromQuery] string name) => _ = name + id;

    [BoltDelete("/songs/{id:guid}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static ValueTask Delete(Guid id) => ValueTask.CompletedTask;

    [BoltDelete("/songs", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
    public static void Clear() { }

    [BoltHead("/songs/{id:guid}", Guards = [typeof(AllowAny)])]
    public static void Exists(Guid id) => _ = id;

    [BoltOptions("/songs", Guards = [typeof(AllowAny)])]
    public static void Options(HttpResponse response) => response.Headers.Allow = "GET, POST";

    [BoltGet("/songs/{id:guid}/lines/{line:int?}", Auth = [typeof(JwtAuthentication)])]
    [Requires("scope", "songs.read", "songs.write", Match = Match.Any)]
    public static string Lines(Guid id, int? line) => id.ToString() + line;

    [BoltGet("/songs/welcome", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Welcome(AuthContext? auth) => auth?.UserId ?? "stranger";

    [BoltPost("/songs/import", Auth = [typeof(JwtAuthentication)]), HasAllPermissions("songs.add", "songs.import")]
    public static async Task Import(HttpContext http) => await http.Response.WriteAsync("ok");

    [BoltGet("/songs/files/{**path}", Guards = [typeof(AllowAny)])]
    public static string Files() => "none";
}

public sealed record Song(string Id, string? Title);

public sealed record NewSong(string Name);
