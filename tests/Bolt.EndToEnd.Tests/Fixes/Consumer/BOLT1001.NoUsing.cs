namespace Elsewhere;

public static class Unguarded
{
    [Bolt.BoltGet("/elsewhere")]
    public static string Elsewhere() => "1";
}
