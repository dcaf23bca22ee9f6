using Bolt;

namespace Consumer;

public static class Unguarded
{
    [BoltGet("/unguarded/1")] // nothing said
    public static string Nothing() => "1";

    [BoltGet("/unguarded/2", Auth = [typeof(JwtAuthentication)], Guards = [])]
    public static string Empty() => "2";

    [BoltGet("/unguarded/3", Auth = new[] { typeof(JwtAuthentication) }, Guards = new Type[] { })]
    public static string EmptyArray() => "3";
}
