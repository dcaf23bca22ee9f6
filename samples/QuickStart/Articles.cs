using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace QuickStart;

/// <summary>A blog: everyone reads, authors write, staff deletes.</summary>
[BoltGroup("/articles", Auth = [typeof(JwtAuthentication)], Tags = ["Articles"])]
public sealed class Articles(Database database)
{
    [BoltGet("", Guards = [typeof(AllowAny)])]
    public Task<IReadOnlyList<Article>> List(int take = 20, CancellationToken cancellationToken = default) =>
        database.ArticlesAsync(Math.Clamp(take, 1, 100), cancellationToken);

    [BoltPost("")]
    [HasPermission("blog.add_article")]
    public async Task<Created<Article>> Add(NewArticle body, [CurrentUser] AppUser author, CancellationToken cancellationToken)
    {
        var article = await database.AddArticleAsync(body, author.Username, cancellationToken);
        return TypedResults.Created($"/articles/{article.Id}", article);
    }

    [BoltDelete("/{id:int}", Guards = [typeof(IsStaff)])]
    public async Task<Results<NoContent, NotFound>> Delete(int id, CancellationToken cancellationToken) =>
        await database.DeleteArticleAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();
}
