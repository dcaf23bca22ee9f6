using Bolt;

namespace Consumer;

public static class Contradicting
{
    [BoltGet("/contradicting/1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny), typeof(IsStaff)])]
    public static string First() => "1";

    [BoltGet("/contradicting/2", Auth = [typeof(JwtAuthentication)], Guards = new[] { typeof(IsStaff), typeof(AllowAny) })]
    public static string Last() => "2";

    [BoltGet("/contradicting/3", Auth = [typeof(JwtAuthentication)])]
    [AllowAny, IsStaff]
    public static string Beside() => "3";
}
