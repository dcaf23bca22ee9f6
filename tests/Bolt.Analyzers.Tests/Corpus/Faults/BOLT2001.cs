namespace Faults.BOLT2001;

public static class F1
{
    [BoltGet("/f1/{id"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2/id}"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3/{}"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4//b"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F5
{
    [BoltGet("/f5/{id}/{ID}"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F6
{
    [BoltGet("/f6/{a}{b}"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F7
{
    [BoltGet("/f7/{*rest}/x"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F8
{
    [BoltGet("/f8?b=c"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F9
{
    [BoltGet("/f9/{a?}{b}"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F10
{
    [BoltGet("/f10/{x=1?}"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F11
{
    [BoltGet("/f11/{*x?}"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F12
{
    [BoltGet("/f12/{" + nameof(F12)), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F13
{
    [BoltRoute("/f13", "GE T"), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

public static class F14
{
    [BoltRoute("/f14", "GET", ""), AllowAny] // ! BOLT2001
    public static string Get() => "ok";
}

[BoltGroup("/f15/{tenant")] // ! BOLT2001
public static class F15
{
    [BoltGet("/a"), AllowAny]
    public static string Get() => "ok";
}

[BoltGroup("/f16/{id}")]
public static class F16
{
    [BoltGet("/{id}"), AllowAny] // ! BOLT2001
    public static string Get(int id) => "ok";
}

public static class F17
{
    [BoltGet("/f17/{id:integer}"), AllowAny] // ! BOLT2001
    public static string A(int id) => "ok";

    [BoltGet("/f18/{c:regex(^[a-z{{2}}$)}"), AllowAny] // ! BOLT2001
    public static string B(string c) => "ok";

    [BoltGet("/f19/{id:min(x)}"), AllowAny] // ! BOLT2001
    public static string C(int id) => "ok";

    [BoltGet("/f20/{id:int:range(1)}"), AllowAny] // ! BOLT2001
    public static string D(int id) => "ok";

    [BoltGet("/f21/{id:guid(1)}"), AllowAny] // ! BOLT2001
    public static string E(Guid id) => "ok";

    [BoltGet("/f22/{id:length(1,2,3)}"), AllowAny] // ! BOLT2001
    public static string F(string id) => "ok";
}

//// dll
[BoltGroup("/v1"), BoltGroup("/v2/{")] // ! BOLT2001
public static class Repeated
{
    [BoltGet("/a"), AllowAny]
    public static string Get() => "ok";
}

public abstract class Crud<T>
{
    [BoltGet("/items/{id}")]
    public string Item(int id) => "ok";

    [BoltGet("/items/{")] // ! BOLT2001
    public string Items() => "ok";
}

[BoltGroup("/{id}", Guards = [typeof(AllowAny)])] // ! BOLT2001
public sealed class A : Crud<int>;
