namespace Faults.BOLT1017;

public sealed class IsLong : IUserTest<string>
{
    public bool Test(string user) => user.Length > 10;
}

public static class F1
{
    [BoltGet("/f1", Guards = [typeof(LoginRequired)])] // ! BOLT1017
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2"), LoginRequired(LoginUrl = "/in")] // ! BOLT1017
    public static string Get() => "ok";
}

public static class F3
{
    [PermissionRequired("a.b", "c.d")]
    [BoltGet("/f3")] // ! BOLT1017
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4", Auth = []), UserPassesTest<IsLong>] // ! BOLT1017
    public static string Get() => "ok";
}

[BoltGroup("/f5", Guards = [typeof(UserPassesTest<IsLong>)])]
public static class F5
{
    [BoltGet("/a")] // ! BOLT1017
    public static string Get() => "ok";
}

[BoltGroup("/f6", Auth = [typeof(JwtAuthentication)], Guards = new[] { typeof(LoginRequired) })]
public static class F6
{
    [BoltGet("/a", Auth = new Type[0])] // ! BOLT1017
    public static string Get() => "ok";
}

//// dll
[assembly: BoltDefaults(Guards = [typeof(LoginRequired)])]

public static class F
{
    [BoltGet("/f")] // ! BOLT1017
    public static string Get() => "ok";
}

//// dll
public abstract class Pages
{
    [BoltGet("/page"), LoginRequired]
    public string Page() => "ok";
}

[BoltGroup("/a")] // ! BOLT1017
public sealed class A : Pages;
