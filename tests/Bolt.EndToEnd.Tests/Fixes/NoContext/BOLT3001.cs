using Bolt;

var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapBolt();
app.Run();

public sealed record Article(int Id, string Title);

public static class Articles
{
    [BoltGet("/articles/{id:int}", Guards = [typeof(AllowAny)])]
    public static Article Get(int id) => new(id, "A");

    [BoltGet("/articles", Guards = [typeof(AllowAny)])]
    public static Article[] All() => [];
}
