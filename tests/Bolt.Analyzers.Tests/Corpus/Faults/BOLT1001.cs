using Get = Bolt.BoltGetAttribute;

namespace Faults.BOLT1001;

public static class F1
{
    [BoltGet("/f1")] // ! BOLT1001
    public static string Get() => "ok";
}

public static class F2
{
    [BoltPost("/f2", Auth = [typeof(JwtAuthentication)])] // ! BOLT1001
    public static string Get() => "ok";
}

public static class F3
{
    [BoltPut("/f3", Guards = [])] // ! BOLT1001
    public static string Get() => "ok";
}

public static class F4
{
    [BoltPatch("/f4", Guards = new Type[0])] // ! BOLT1001
    public static string Get() => "ok";
}

public static class F5
{
    [BoltDelete("/f5", Guards = null)] // ! BOLT1001
    public static string Get() => "ok";
}

public static class F6
{
    [BoltRoute("/f6", "GET", "POST")] // ! BOLT1001
    public static string Get() => "ok";
}

public static class F7
{
    [BoltRoute("/f7")] // ! BOLT1001
    public static string Get() => "ok";
}

public static class F8
{
    [BoltGet( // ! BOLT1001
        "/f8", Name = "f")]
    public static string Get() => "ok";
}

public static class F9
{
    [BoltGet("/f9/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [BoltGet("/f9/b")] // ! BOLT1001
    public static string Get() => "ok";
}

[BoltGroup("/f10", Auth = [typeof(JwtAuthentication)])]
public sealed class F10(IServiceProvider services)
{
    [BoltGet("/a")] // ! BOLT1001
    public string Get() => services.ToString()!;
}

[IsStaff]
public abstract class Base11;

public sealed class F11 : Base11
{
    [BoltGet("/f11", InheritGuards = false)] // ! BOLT1001
    public string Get() => "ok";
}

[BoltGroup("/f12", Guards = [typeof(IsStaff)])]
public static class F12
{
    [BoltGet("/a", InheritGuards = false)] // ! BOLT1001
    public static string Get() => "ok";
}

public static partial class F13
{
    [Get("/f13")] // ! BOLT1001
    public static partial string Get();
}

public static partial class F13
{
    public static partial string Get() => "ok";
}

internal struct F14
{
    [BoltGet("/f" + nameof(F14))] // ! BOLT1001
    public static string Get() => "ok";
}

public static class Outer15
{
    public static class F15
    {
        [BoltGet("/f15")] // ! BOLT1001
        public static async Task<string> Get()
        {
            await Task.Yield();
            return "ok";
        }
    }
}

//// dll
public abstract class Crud<T>
{
    [BoltGet("/items")]
    public string Items() => "ok";
}

[BoltGroup("/a")] // ! BOLT1001
public sealed class A : Crud<int>;

[BoltGroup("/b", Guards = [typeof(AllowAny)]), BoltGroup("/c")] // ! BOLT1001
public sealed class B : Crud<string>;
