//// exe
using System.Text.Json.Serialization;

var app = WebApplication.Create(args);
MapBolt();
app.Run();

static void MapBolt()
{
}

public static class F1
{
    [BoltPost("/f1"), AllowAny]
    public static async Task Set(BoltSession session, string item) => await session.SetAsync("cart", new Cart([item])); // ! BOLT3002
}

public static class F2
{
    [BoltGet("/f2"), AllowAny]
    public static async Task<int> Get(BoltSession session) => (await session.GetAsync<Cart>("cart"))?.Items.Length ?? 0; // ! BOLT3002
}

public static class F3
{
    [BoltGet("/f3"), AllowAny]
    public static async Task<int> Get(HttpContext http)
    {
        var cart = await http.GetBoltSession().GetAsync("cart", new Cart([])); // ! BOLT3002
        return cart.Items.Length;
    }
}

public static class F4
{
    [BoltPost("/f4"), AllowAny]
    public static async Task<string> Pop(BoltSession session)
    {
        var messages = await session.PopAsync<List<Known>>("messages") ?? []; // ! BOLT3002
        return messages.Count > 0 ? "some" : "none";
    }
}

/// <summary>Not a handler.</summary>
public sealed class F5(IHttpContextAccessor accessor)
{
    public async Task Keep(Level level) => await accessor.HttpContext!.GetBoltSession().SetAsync("level", level); // ! BOLT3002
}

public static class F6
{
    [BoltPost("/f6"), AllowAny]
    public static async Task Set([AsParameters] Page page) => await page.Session.SetAsync<IReadOnlyList<string>>("names", [page.Name]); // ! BOLT3002
}

public static class Covered
{
    [BoltPost("/covered"), AllowAny]
    public static async Task<int> Count(BoltSession session, string theme = "light")
    {
        var visits = await session.GetAsync("visits", 0) + 1;
        await session.SetAsync("visits", visits);
        await session.SetAsync("theme", theme);
        await session.SetAsync("known", new Known(visits));
        await session.SetAsync("when", DateTimeOffset.UnixEpoch);
        return visits + (await session.GetAsync<int[]>("numbers"))?.Length ?? 0;
    }
}

public sealed record Cart(string[] Items);

public sealed record Known(int Id);

public sealed record Page(BoltSession Session, string Name);

public enum Level
{
    Low,
    High,
}

[JsonSerializable(typeof(Known))]
public sealed class AppJson() : JsonSerializerContext(null)
{
    protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;

    public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
}
