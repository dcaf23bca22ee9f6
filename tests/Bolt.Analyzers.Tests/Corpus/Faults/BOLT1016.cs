namespace Faults.BOLT1016;

public sealed class IsLong : IUserTest<string>
{
    public const string Page = "login";

    public bool Test(string user) => user.Length > 10;
}

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)])]
    [LoginRequired(LoginUrl = "https://login.example.com/")] // ! BOLT1016
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = [typeof(JwtAuthentication)])]
    [PermissionRequired("a.b", LoginUrl = "//login.example.com")] // ! BOLT1016
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3", Auth = [typeof(JwtAuthentication)])]
    [UserPassesTest<IsLong>(RaiseException = true, LoginUrl = IsLong.Page)] // ! BOLT1016
    public static string Get() => "ok";
}

[BoltGroup("/f4", Auth = [typeof(JwtAuthentication)])]
[LoginRequired(LoginUrl = "/\\login.example.com")] // ! BOLT1016
public static class F4
{
    [BoltGet("/a")]
    public static string Get() => "ok";
}

public static class F5
{
    public static LoginRequired Make() => new()
    {
        LoginUrl = "https:///login/", // ! BOLT1016
    };

    public static void Change(PermissionRequired guard) =>
        guard.LoginUrl = "/a/../login"; // ! BOLT1016
}

//// dll
[assembly: LoginRequired(LoginUrl = "?login")] // ! BOLT1016
[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]

public static class F
{
    [BoltGet("/f")]
    public static string Get() => "ok";
}
