namespace Faults.BOLT1004;

[BoltGroup("/f1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
public static class F1
{
    [BoltGet("/a", InheritGuards = false, Guards = [typeof(IsAuthenticated)])] // ! BOLT1004
    public static string Get() => "ok";
}

[BoltGroup("/f2", Auth = [typeof(JwtAuthentication)])]
[HasPermission("a.b")]
public static class F2
{
    [BoltGet("/a", InheritGuards = false), HasPermission("a.c")] // ! BOLT1004
    public static string Get() => "ok";
}

[BoltGroup("/f3", Auth = [typeof(JwtAuthentication)], Guards = new[] { typeof(IsAdminUser) })]
public static class F3
{
    [BoltGet("/a", Guards = [typeof(IsStaff)], InheritGuards = !true)] // ! BOLT1004
    public static string Get() => "ok";
}

[BoltGroup("/f4", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
public static class F4
{
    [BoltGet("/a", Auth = [], Guards = [typeof(AllowAny)])] // ! BOLT1004
    public static string Get() => "ok";
}

[IsStaff]
public static class F5
{
    [BoltGet("/f5"), AllowAny] // ! BOLT1004
    public static string Get() => "ok";
}

[BoltGroup("/f6", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
public static class F6
{
    [BoltGet("/a", InheritGuards = false, Guards = [typeof(AllowAny)])] // ! BOLT1004
    public static string Get() => "ok";
}

//// dll
[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]

[BoltGroup("/f", InheritGuards = false, Guards = [typeof(IsStaff)])] // ! BOLT1004
public static class F
{
    [BoltGet("/a")]
    public static string Get() => "ok";
}
