using Microsoft.AspNetCore.Mvc;

namespace Faults.BOLT2002;

public static class F1
{
    [BoltGet("/f1/{id}"), AllowAny] // ! BOLT2002
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2/{id:int}/{name}"), AllowAny] // ! BOLT2002
    public static string Get(int id) => "ok";
}

public static class F3
{
    [BoltGet("/f3/{id?}"), AllowAny] // ! BOLT2002
    public static string Get(int page = 1) => "ok";
}

public static class F4
{
    [BoltGet("/f4/{id}"), AllowAny] // ! BOLT2002
    public static string Get([FromQuery] int id) => "ok";
}

public static class F5
{
    [BoltGet("/f5/{id}"), AllowAny]
    public static string Get([FromRoute] int number) => "ok"; // ! BOLT2002
}

public static class F6
{
    [BoltGet("/f6/{id}"), AllowAny]
    public static string Get([FromRoute(Name = "ident")] int id) => "ok"; // ! BOLT2002
}

public static class F7
{
    [BoltPut("/f7/{articleId}"), AllowAny] // ! BOLT2002
    public static string Put(int article_id, Change change) => "ok";
}

public static class F8
{
    [BoltGet("/f8/{id}.{format}"), AllowAny] // ! BOLT2002
    public static string Get(int id) => "ok";
}

public sealed record Change(string Text);

//// dll
public abstract class Crud<T>
{
    [BoltGet("/items/{id}")] // ! BOLT2002
    public string Item() => "ok";
}

[BoltGroup("/a", Guards = [typeof(AllowAny)])]
public sealed class A : Crud<int>;

[BoltGroup("/b", Guards = [typeof(AllowAny)])]
public sealed class B : Crud<string>;
