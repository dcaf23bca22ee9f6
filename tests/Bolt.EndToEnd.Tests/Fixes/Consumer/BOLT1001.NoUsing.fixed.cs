using Bolt;

namespace Elsewhere;

public static class Unguarded
{
    [Bolt.BoltGet("/elsewhere", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Elsewhere() => "1";
}
