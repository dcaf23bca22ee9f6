using Bolt;

namespace Consumer;

public static class LoginLoop
{
    [BoltGet("/login-loop/1", Guards = [typeof(LoginRequired)])]
    public static string Listed() => "1";

    [BoltGet("/login-loop/2", Auth = [])]
    [PermissionRequired(Permissions.Read)]
    public static string Attribute() => "2";
}
