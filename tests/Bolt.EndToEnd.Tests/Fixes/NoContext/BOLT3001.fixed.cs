using System.Text.Json.Serialization;
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

/// <summary>
/// The types that go over the wire. The application uses it through
/// <c>builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));</c>
/// </summary>
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(Article[]))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class AppJson : JsonSerializerContext;
