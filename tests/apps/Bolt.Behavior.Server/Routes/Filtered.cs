using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Bolt.Behavior.Server;

/// <summary>Results whose own types are in no context: only what the handlers declare is.</summary>
[BoltGroup("/filtered", Guards = [typeof(AllowAny)])]
internal static class Filtered
{
    [BoltGet("/many")]
    public static IEnumerable<Note> Many() => new Dictionary<int, Note> { [1] = new(1, "a"), [2] = new(2, "b") }.Values;

    [BoltGet("/async-many")]
    public static async IAsyncEnumerable<Note> AsyncMany()
    {
        yield return new(1, "a");
        await Task.Yield();
        yield return new(2, "b");
    }

    [BoltGet("/base")]
    public static Pet Base() => new Cat("tom", true);

    [BoltGet("/base-later")]
    public static async Task<Pet> BaseLater()
    {
        await Task.Yield();
        return new Cat("tom", true);
    }

    [BoltGet("/interface")]
    public static INamed Interface() => new Cat("tom", true);

    [BoltGet("/shape")]
    public static Shape Shape() => new Circle(3);

    [BoltGet("/bytes")]
    public static byte[] Bytes() => [1, 2, 3];

    [BoltGet("/limited")]
    public static int Limited([Range(1, 5)] int n) => n;

    [BoltGet("/number")]
    public static int Number() => 5;

    [BoltGet("/text")]
    public static string Text() => "text";

    [BoltGet("/nothing")]
    public static Task Nothing() => Task.CompletedTask;

    [BoltGet("/stream")]
    public static Stream Stream() => new MemoryStream("stream"u8.ToArray());
}

internal interface INamed
{
    string Name { get; }
}

internal class Pet(string name) : INamed
{
    public string Name { get; } = name;
}

/// <summary>In no context.</summary>
internal sealed class Cat(string name, bool purrs) : Pet(name)
{
    public bool Purrs { get; } = purrs;
}

[JsonDerivedType(typeof(Circle), "circle")]
internal abstract record Shape;

internal sealed record Circle(int Radius) : Shape;
