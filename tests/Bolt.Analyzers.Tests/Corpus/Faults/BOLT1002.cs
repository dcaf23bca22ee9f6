namespace Faults.BOLT1002;

public static class F1
{
    [BoltGet("/f1", Guards = [typeof(IsAuthenticated)])] // ! BOLT1002
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Guards = [typeof(IsStaff)])] // ! BOLT1002
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3", Guards = new[] { typeof(IsAdminUser) })] // ! BOLT1002
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4", Guards = new Type[] { typeof(IsAuthenticated) })] // ! BOLT1002
    public static string Get() => "ok";
}

public static class F5
{
    [BoltGet("/f5"), HasPermission("a.b")] // ! BOLT1002
    public static string Get() => "ok";
}

public static class F6
{
    [HasAnyPermission("a.b", "c.d")]
    [BoltGet("/f6")] // ! BOLT1002
    public static string Get() => "ok";
}

public static class F7
{
    [BoltGet("/f7"), Requires("scope", "read")] // ! BOLT1002
    public static string Get() => "ok";
}

public static class F8
{
    [BoltGet("/f8", Auth = [], Guards = [typeof(IsAuthenticated)])] // ! BOLT1002
    public static string Get() => "ok";
}

[BoltGroup("/f9", Guards = [typeof(IsStaff)])]
public static class F9
{
    [BoltGet("/a")] // ! BOLT1002
    public static string Get() => "ok";
}

[BoltGroup("/f10", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
public static class F10
{
    [BoltGet("/a", Auth = new Type[0])] // ! BOLT1002
    public static string Get() => "ok";
}

//// dll
[assembly: BoltDefaults(Guards = [typeof(IsAuthenticated)])]

public static class F
{
    [BoltGet("/f")] // ! BOLT1002
    public static string Get() => "ok";
}

//// dll
public abstract class Crud<T>
{
    [BoltGet("/items"), IsStaff]
    public string Items() => "ok";
}

[BoltGroup("/a")] // ! BOLT1002
public sealed class A : Crud<int>;

[BoltGroup("/b", Auth = [typeof(JwtAuthentication)])]
public sealed class B : Crud<string>;
