using Bolt;

namespace Consumer;

public static class WithoutBackend
{
    [BoltGet("/without-backend/1", Guards = [typeof(IsAuthenticated)])]
    public static string Listed() => "1";

    [BoltGet("/without-backend/2", Auth = [])]
    [HasPermission(Permissions.Read)]
    public static string Attribute() => "2";
}
