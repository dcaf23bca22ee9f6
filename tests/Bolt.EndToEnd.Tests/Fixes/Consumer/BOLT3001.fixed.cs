using System.Text.Json.Serialization;
using Bolt;

namespace Consumer;

public sealed record Article(int Id, string Title);

public sealed record NewArticle(string Title);

public static class Uncovered
{
    [BoltGet("/uncovered/{id:int}", Guards = [typeof(AllowAny)])]
    public static Article Get(int id) => new(id, "A");

    [BoltPost("/uncovered", Guards = [typeof(AllowAny)])]
    public static List<Article> Add(NewArticle article) => [new(1, article.Title)];
}

[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(NewArticle))]
[JsonSerializable(typeof(List<Article>))]
internal sealed partial class ConsumerJson : JsonSerializerContext;
