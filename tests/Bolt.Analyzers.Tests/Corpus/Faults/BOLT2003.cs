namespace Faults.BOLT2003;

public static class F1
{
    [BoltGet("/f1"), AllowAny]
    public static string A() => "a";

    [BoltGet("/f1"), AllowAny] // ! BOLT2003
    public static string B() => "b";
}

public static class F2
{
    [BoltGet("/f2"), AllowAny]
    public static string A() => "a";

    [BoltGet("F2/"), AllowAny] // ! BOLT2003
    public static string B() => "b";
}

public static class F3
{
    [BoltGet("/f3/{id}"), AllowAny]
    public static string A(string id) => "a";

    [BoltGet("/f3/{slug}"), AllowAny] // ! BOLT2003
    public static string B(string slug) => "b";
}

public static class F4
{
    [BoltPut("/f4/{id:int}"), AllowAny]
    public static string A(int id) => "a";

    [BoltRoute("/f4/{n:int}", "POST", "PUT"), AllowAny] // ! BOLT2003
    public static string B(int n) => "b";
}

public static class F5
{
    [BoltRoute("/f5"), AllowAny]
    public static string A() => "a";

    [BoltRoute("/f5"), AllowAny] // ! BOLT2003
    public static string B() => "b";
}

public static class F6
{
    [BoltRoute("/f6", "get"), AllowAny]
    public static string A() => "a";

    [BoltGet("/f6"), AllowAny] // ! BOLT2003
    public static string B() => "b";
}

[BoltGroup("/f7")]
public static class F7
{
    [BoltGet("/a"), AllowAny]
    public static string Get() => "ok";
}

public static class G7
{
    [BoltGet("/f7/a"), AllowAny] // ! BOLT2003
    public static string Get() => "ok";
}

//// dll
public abstract class Crud<T>
{
    [BoltGet("/items")]
    public string Items() => "ok";
}

[BoltGroup("/a", Guards = [typeof(AllowAny)])]
public sealed class A : Crud<int>;

[BoltGroup("/A", Guards = [typeof(AllowAny)])] // ! BOLT2003
public sealed class B : Crud<string>;

public static class Own
{
    [BoltGet("/a/items"), AllowAny] // ! BOLT2003
    public static string Get() => "ok";
}
