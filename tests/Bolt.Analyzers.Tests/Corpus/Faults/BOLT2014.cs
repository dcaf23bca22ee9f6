using Microsoft.AspNetCore.Routing;

namespace Faults.BOLT2014;

public static class F1
{
    [BoltGet("/f1", Name = "same"), AllowAny]
    public static string A() => "a";

    [BoltGet("/f2", Name = "same"), AllowAny] // ! BOLT2014
    public static string B() => "b";

    [BoltGet("/f3"), EndpointName("same"), AllowAny] // ! BOLT2014
    public static string C() => "c";

    [BoltGet("/f4"), EndpointName("twice"), AllowAny]
    [BoltGet("/f5")] // ! BOLT2014
    public static string D() => "d";
}

//// dll
public abstract class Crud<T>
{
    [BoltGet("/items", Name = "items")]
    public string Items() => "ok";
}

[BoltGroup("/a", Guards = [typeof(AllowAny)])]
public sealed class A : Crud<int>;

[BoltGroup("/b", Guards = [typeof(AllowAny)])] // ! BOLT2014
public sealed class B : Crud<string>;
