using System.Text.Json.Serialization;
using Bolt;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddBolt().AddSessions();
builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default));
var app = builder.Build();
app.MapBolt();
app.Run();

public sealed record Basket(string[] Items);

public static class Baskets
{
    [BoltGet("/basket", Guards = [typeof(AllowAny)])]
    public static async Task<int> Count(BoltSession session) => (await session.GetAsync<Basket>("basket"))?.Items.Length ?? 0;

    [BoltPost("/basket/{item}", Guards = [typeof(AllowAny)])]
    public static async Task Keep(BoltSession session, string item) => await session.SetAsync("all", new List<Basket> { new([item]) });
}

[JsonSerializable(typeof(int))]
internal sealed partial class ShopJson : JsonSerializerContext;
