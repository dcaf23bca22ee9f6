using Bolt;

namespace Consumer;

public static class Anonymous
{
    [BoltGet("/anonymous", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Greet(AuthContext auth) => $"Hello {auth?.UserId}";
}
