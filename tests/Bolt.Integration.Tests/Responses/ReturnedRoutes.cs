using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bolt.Integration.Tests;

/// <summary>Every kind of result, of types that are in a context and of those that are not. Also mapped as minimal APIs.</summary>
[BoltGroup("/returned", Guards = [typeof(AllowAny)])]
public static class Returned
{
    [BoltGet("/known")]
    public static Pet Known() => new Dog("rex", 3);

    [BoltGet("/unknown")]
    public static Pet Unknown() => new Cat("tom", true);

    [BoltGet("/unknown-of-known")]
    public static Task<Pet> UnknownOfKnown() => Task.FromResult<Pet>(new Puppy("bo", 1, 2));

    [BoltGet("/exact")]
    public static Pet Exact() => new("pet");

    [BoltGet("/interface")]
    public static INamed Interface() => new Cat("tom", true);

    [BoltGet("/vehicle")]
    public static Vehicle Vehicle() => new Car(4);

    [BoltGet("/vehicle-later")]
    public static async ValueTask<Vehicle> VehicleLater()
    {
        await Task.Yield();
        return new Car(4);
    }

    [BoltGet("/car")]
    public static Car Car() => new(4);

    [BoltGet("/many")]
    public static IEnumerable<Note> Many() => new Dictionary<int, Note> { [1] = new(1, "a"), [2] = new(2, "b") }.Values;

    [BoltGet("/iterator")]
    public static IEnumerable<Note> Iterator()
    {
        yield return new(1, "a");
    }

    [BoltGet("/list")]
    public static IReadOnlyList<Note> List() => [new(1, "a")];

    [BoltGet("/async-many")]
    public static async IAsyncEnumerable<Note> AsyncMany()
    {
        yield return new(1, "a");
        await Task.Yield();
        yield return new(2, "b");
    }

    [BoltGet("/vehicles")]
    public static IEnumerable<Vehicle> Vehicles() => [new Car(1)];

    [BoltGet("/bytes")]
    public static byte[] Bytes() => [1, 2, 3];

    [BoltGet("/number")]
    public static int Number() => 5;

    [BoltGet("/long")]
    public static long Long() => long.MaxValue;

    [BoltGet("/version")]
    public static Version Version() => new(1, 2);

    [BoltGet("/json-object")]
    public static JsonObject Json() => new() { ["a"] = 1 };

    [BoltGet("/dates")]
    public static DateOnly[] Dates() => [new(2026, 11, 27)];

    [BoltGet("/number-or-null")]
    public static int? NumberOrNull(bool none = false) => none ? null : 5;

    [BoltGet("/nothing-known")]
    public static Pet? NoPet() => null;

    [BoltGet("/text")]
    public static string Text() => "text";

    [BoltGet("/object")]
    public static object Object() => new Dog("rex", 3);

    [BoltGet("/object-text")]
    public static Task<object> ObjectText() => Task.FromResult<object>("text");

    [BoltGet("/void")]
    public static void Void()
    {
    }

    [BoltGet("/task")]
    public static Task Later() => Task.CompletedTask;

    [BoltGet("/value-task")]
    public static ValueTask LaterValue() => default;

    [BoltGet("/result")]
    public static IResult Result() => Results.Text("result");

    [BoltGet("/ok")]
    public static Ok<Pet> Ok() => TypedResults.Ok<Pet>(new Dog("rex", 3));

    [BoltGet("/union")]
    public static Results<Ok<Note>, NotFound> Union(bool none = false) => none ? TypedResults.NotFound() : TypedResults.Ok(new Note(1, "a"));
}

public interface INamed
{
    string Name { get; }
}

public class Pet(string name) : INamed
{
    public string Name { get; } = name;
}

public class Dog(string name, int age) : Pet(name)
{
    public int Age { get; } = age;
}

/// <summary>In no context; its base is.</summary>
public sealed class Puppy(string name, int age, int weeks) : Dog(name, age)
{
    public int Weeks { get; } = weeks;
}

/// <summary>In no context.</summary>
public sealed class Cat(string name, bool purrs) : Pet(name)
{
    public bool Purrs { get; } = purrs;
}

[JsonDerivedType(typeof(Car), "car")]
public abstract record Vehicle;

public sealed record Car(int Wheels) : Vehicle;

[JsonSerializable(typeof(Pet))]
[JsonSerializable(typeof(Dog))]
[JsonSerializable(typeof(INamed))]
[JsonSerializable(typeof(Vehicle))]
[JsonSerializable(typeof(IEnumerable<Note>))]
[JsonSerializable(typeof(IReadOnlyList<Note>))]
[JsonSerializable(typeof(IAsyncEnumerable<string>))]
[JsonSerializable(typeof(IAsyncEnumerable<Note>))]
[JsonSerializable(typeof(IEnumerable<Vehicle>))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class ReturnedJson : JsonSerializerContext;
