using Everyone = Bolt.AllowAny;

namespace Faults.BOLT1003;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny), typeof(IsStaff)])] // ! BOLT1003
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = [typeof(JwtAuthentication)], Guards = new[] { typeof(IsStaff), typeof(AllowAny) })] // ! BOLT1003
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3", Auth = [typeof(JwtAuthentication)], Guards = new Type[] { typeof(Everyone), typeof(IsStaff) })] // ! BOLT1003
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    [AllowAny] // ! BOLT1003
    public static string Get() => "ok";
}

public static class F5
{
    [BoltGet("/f5", Auth = [typeof(JwtAuthentication)]), HasPermission("a.b"), AllowAny] // ! BOLT1003
    public static string Get() => "ok";
}

public static class F6
{
    [BoltGet("/f6", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])] // ! BOLT1003
    [Requires("scope", "x")]
    public static string Get() => "ok";
}

[BoltGroup("/f7", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny), typeof(IsStaff)])] // ! BOLT1003
public static class F7
{
    [BoltGet("/a", Guards = [typeof(IsStaff)])]
    public static string Get() => "ok";
}

[IsStaff]
[AllowAny] // ! BOLT1003
public static class F8
{
    [BoltGet("/f8", Auth = [typeof(JwtAuthentication)])]
    public static string Get() => "ok";
}

//// dll
[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff), typeof(AllowAny)])] // ! BOLT1003

public static class F
{
    [BoltGet("/f")]
    public static string Get() => "ok";
}
