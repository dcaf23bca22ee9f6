//// exe
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

var app = WebApplication.Create(args);
MapBolt();
app.Run();

static void MapBolt()
{
}

public static class F1
{
    [BoltPost("/f1"), AllowAny]
    public static Order Get() => null!; // ! BOLT3001
}

public static class F2
{
    [BoltPost("/f2"), AllowAny]
    public static Task<Order> Get() => null!; // ! BOLT3001
}

public static class F3
{
    [BoltPost("/f3"), AllowAny]
    public static ValueTask<List<Known>> Get() => default; // ! BOLT3001
}

public static class F4
{
    [BoltPost("/f4"), AllowAny]
    public static Ok<Order> Get() => null!; // ! BOLT3001
}

public static class F5
{
    [BoltPost("/f5"), AllowAny]
    public static async Task<Results<Created<Order>, NotFound>> Get() { await Task.Yield(); return TypedResults.NotFound(); } // ! BOLT3001
}

public static class F6
{
    [BoltPost("/f6"), AllowAny]
    public static Known[] Get() => []; // ! BOLT3001
}

public static class F7
{
    [BoltPost("/f7"), AllowAny]
    public static void Add(Order order) { } // ! BOLT3001
}

public static class F8
{
    [BoltPost("/f8"), AllowAny]
    public static void Add([FromBody] Plain plain) { } // ! BOLT3001
}

public static class F9
{
    [BoltPost("/f9"), AllowAny]
    public static void Add(Plain plain, IServiceProvider services) { } // ! BOLT3001
}

public static class F10
{
    [BoltPost("/f10"), AllowAny]
    public static IReadOnlyDictionary<string, Known> Get() => null!; // ! BOLT3001
}

public sealed record Order(int Id);

public sealed record Known(int Id);

public sealed class Plain
{
    public int X { get; set; }
}

[JsonSerializable(typeof(Known))]
public sealed class AppJson() : JsonSerializerContext(null)
{
    protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;

    public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
}

public sealed class Child
{
    public string? Name { get; set; }
}

public static class Collections
{
    [BoltPost("/children"), AllowAny]
    public static void Add(List<Child> children) // ! BOLT3001
    {
    }

    [BoltPost("/byname"), AllowAny]
    public static void AddByName(Dictionary<string, Known> children) // ! BOLT3001
    {
    }
}

//// exe
using System.Text.Json.Serialization;

var app = WebApplication.Create(args);
MapBolt();
app.Run();

static void MapBolt()
{
}

public sealed record Known(int Id);

public sealed record Unknown(int Id);

[JsonSerializable(typeof(Known))]
public sealed partial class Json : JsonSerializerContext
{
    public Json() : base(null) { }

    protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;

    public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
}

public abstract class Crud<T>
{
    [BoltGet("/items")]
    public Task<T> Item() => null!; // ! BOLT3001
}

[BoltGroup("/a", Guards = [typeof(AllowAny)])]
public sealed class A : Crud<Known>;

[BoltGroup("/b", Guards = [typeof(AllowAny)])]
public sealed class B : Crud<Unknown>;
