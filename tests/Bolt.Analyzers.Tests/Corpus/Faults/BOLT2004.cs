namespace Faults.BOLT2004;

public static class F1
{
    [BoltGet("/f1"), AllowAny]
    private static string Get() => "ok"; // ! BOLT2004
}

public static class F2
{
    [BoltGet("/f2"), AllowAny]
    static string Get() => "ok"; // ! BOLT2004
}

public static class F3
{
    [BoltGet("/f3"), AllowAny]
    public static string Get<T>() => "ok"; // ! BOLT2004
}

public static class F4
{
    [BoltGet("/f4"), AllowAny]
    public static async void Get() => await Task.Yield(); // ! BOLT2004
}

public static class F5
{
    [BoltGet("/f5"), AllowAny]
    public static string Get(ref int a) => "ok"; // ! BOLT2004
}

public static class F6
{
    [BoltGet("/f6"), AllowAny]
    public static string Get(in int a, out int b) => throw new InvalidOperationException(); // ! BOLT2004
}

public static class F7
{
    [BoltGet("/f7"), AllowAny]
    public static ref int Get() => throw new InvalidOperationException(); // ! BOLT2004
}

public static class F8
{
    [BoltGet("/f8"), AllowAny]
    public static Span<int> Get() => default; // ! BOLT2004
}

internal class F9<T>
{
    [BoltGet("/f9"), AllowAny]
    public static string Get() => "ok"; // ! BOLT2004
}

file static class F10
{
    [BoltGet("/f10"), AllowAny]
    public static string Get() => "ok"; // ! BOLT2004
}

internal abstract class F11
{
    [BoltGet("/f11"), AllowAny]
    public string Get() => "ok"; // ! BOLT2004
}

public sealed class F12
{
    public required string Name { get; init; }

    [BoltGet("/f12"), AllowAny]
    public string Get() => Name; // ! BOLT2004
}

public sealed class F13
{
    public F13(int a) { }

    public F13(string a) { }

    [BoltGet("/f13"), AllowAny]
    public string Get() => "ok"; // ! BOLT2004
}

public static class F14
{
    private static class Inner
    {
        [BoltGet("/f14"), AllowAny]
        public static string Get() => "ok"; // ! BOLT2004
    }
}

public static class F15
{
    [MyGet("/f15"), AllowAny] // ! BOLT2004
    public static string Get() => "ok";
}

public sealed class MyGetAttribute(string pattern) : BoltRouteAttribute(pattern, "GET");

public sealed class Counter(int start)
{
    [BoltGet("/counter"), AllowAny]
    public string Get() => "ok" + start; // ! BOLT2004
}

public sealed class Connected(string connection, TimeSpan? timeout = null)
{
    [BoltGet("/connected"), AllowAny]
    public string Get() => connection + timeout; // ! BOLT2004
}

public sealed class Hidden
{
    private Hidden()
    {
    }

    [BoltGet("/hidden"), AllowAny]
    public string Get() => "ok"; // ! BOLT2004
}

//// exe
Health();

[BoltGet("/f", Guards = [typeof(AllowAny)])] // ! BOLT2004
static string Health() => "ok";

//// dll
public abstract class Crud<T>
{
    [BoltGet("/items")]
    private string Items() => "ok"; // ! BOLT2004
}

public abstract class Filtered
{
    [BoltGet("/item"), EndpointFilter<Check>] // ! BOLT2004
    public string Item() => "ok";

    private sealed class Check : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context);
    }
}

[BoltGroup("/a", Guards = [typeof(AllowAny)])]
public sealed class A : Crud<int>;

[BoltGroup("/b", Guards = [typeof(AllowAny)])]
public sealed class B : Crud<string>;

[BoltGroup("/c", Guards = [typeof(AllowAny)])]
public sealed class C : Filtered;
