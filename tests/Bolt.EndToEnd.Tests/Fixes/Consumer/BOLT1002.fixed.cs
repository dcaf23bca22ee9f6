using Bolt;

namespace Consumer;

public static class WithoutBackend
{
    [BoltGet("/without-backend/1", Guards = [typeof(IsAuthenticated)], Auth = [typeof(JwtAuthentication)])]
    public static string Listed() => "1";

    [BoltGet("/without-backend/2", Auth = [typeof(JwtAuthentication)])]
    [HasPermission(Permissions.Read)]
    public static string Attribute() => "2";
}
