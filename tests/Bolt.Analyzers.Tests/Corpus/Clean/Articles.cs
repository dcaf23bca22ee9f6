namespace Clean.Articles;

/// <summary>Everything said on the route, in collection expressions.</summary>
public static class Articles
{
    [BoltGet("/articles", Guards = [typeof(AllowAny)])]
    public static IReadOnlyList<Article> List(int page = 1, string? search = null) => [new Article(page.ToString(), search)];

    [BoltGet("/articles/{id:int}", Guards = [typeof(AllowAny)])]
    public static Task<Article> Get(int id, CancellationToken cancellation) => Task.FromResult(new Article(id.ToString()!, cancellation.ToString()));

    [BoltGet("/articles/{id:int}/history", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string History(int id) => id.ToString()!;

    [BoltGet("/articles/mine", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Mine(AuthContext auth) => auth.UserId;

    [BoltGet("/articles/mine/{id:int}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string MyOwn(int id, AuthContext auth) => auth.UserId + id;

    [BoltPost("/articles", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("articles.add")]
    public static IResult Add(NewArticle body, AuthContext auth) => TypedResults.Ok(body.Name + auth.UserId);

    [BoltPut("/articles/{id:int}", Auth = [typeof(JwtAuthentication)]), HasPermission("articles.change")]
    public static async Task<IResult> Change(int id, NewArticle body)
    {
        await Task.Yield();
        return TypedResults.Ok(body.Name + id);
    }

    [BoltPatch("/articles/{id:int}/name", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission("articles.change", "articles.rename")]
    public static void Rename(int id, [Microsoft.AspNetCore.Mvc.FromQuery] string name) => _ = name + id;

    [BoltDelete("/articles/{id:int}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static ValueTask Delete(int id) => ValueTask.CompletedTask;

    [BoltDelete("/articles", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
    public static void Clear() { }

    [BoltHead("/articles/{id:int}", Guards = [typeof(AllowAny)])]
    public static void Exists(int id) => _ = id;

    [BoltOptions("/articles", Guards = [typeof(AllowAny)])]
    public static void Options(HttpResponse response) => response.Headers.Allow = "GET, POST";

    [BoltGet("/articles/{id:int}/lines/{line:int?}", Auth = [typeof(JwtAuthentication)])]
    [Requires("scope", "articles.read", "articles.write", Match = ClaimMatch.Any)]
    public static string Lines(int id, int? line) => id.ToString() + line;

    [BoltGet("/articles/welcome", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Welcome(AuthContext? auth) => auth?.UserId ?? "stranger";

    [BoltPost("/articles/import", Auth = [typeof(JwtAuthentication)]), HasAllPermissions("articles.add", "articles.import")]
    public static async Task Import(HttpContext http) => await http.Response.WriteAsync("ok");

    [BoltGet("/articles/files/{**path}", Guards = [typeof(AllowAny)])]
    public static string Files() => "none";
}

public sealed record Article(string Id, string? Title);

public sealed record NewArticle(string Name);
