using Bolt;

namespace Consumer;

public static class Unused
{
    [BoltGet("/unused/1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Listed() => "1";

    [BoltGet("/unused/2", Auth = [typeof(JwtAuthentication)])]
    [AllowAny]
    public static string Beside() => "2";
}
