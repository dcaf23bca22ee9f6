namespace Faults.BOLT1008;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("")] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = [typeof(JwtAuthentication)])]
    [HasPermission("  ")] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3", Auth = [typeof(JwtAuthentication)])]
    [HasPermission(Names.Empty)] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4", Auth = [typeof(JwtAuthentication)])]
    [HasPermission(null!)] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F5
{
    [BoltGet("/f5", Auth = [typeof(JwtAuthentication)])]
    [HasPermission(permission: "")] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F6
{
    [BoltGet("/f6", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F7
{
    [BoltGet("/f7", Auth = [typeof(JwtAuthentication)])]
    [HasAllPermissions()] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F8
{
    [BoltGet("/f8", Auth = [typeof(JwtAuthentication)])]
    [HasAllPermissions([])] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F9
{
    [BoltGet("/f9", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission(new string[] { })] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F10
{
    [BoltGet("/f10", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission("a.b", "")] // ! BOLT1008
    public static string Get() => "ok";
}

public static class F11
{
    [BoltGet("/f11", Auth = [typeof(JwtAuthentication)])]
    [HasAllPermissions(["a.b", "\t"])] // ! BOLT1008
    public static string Get() => "ok";
}

[HasPermission("")] // ! BOLT1008
public static class F12
{
    [BoltGet("/f12", Auth = [typeof(JwtAuthentication)])]
    public static string Get() => "ok";
}

internal static class Names
{
    public const string Empty = "";
}

//// dll
[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]
[assembly: HasAnyPermission] // ! BOLT1008

public static class F
{
    [BoltGet("/f")]
    public static string Get() => "ok";
}

//// dll
public abstract class Crud
{
    [BoltGet("/items"), HasPermission("")] // ! BOLT1008
    public string Items() => "ok";
}

[BoltGroup("/a", Auth = [typeof(JwtAuthentication)])]
public sealed class A : Crud;
