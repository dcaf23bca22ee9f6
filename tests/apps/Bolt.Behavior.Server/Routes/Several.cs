namespace Bolt.Behavior.Server;

/// <summary>Several backends on one route.</summary>
[BoltGroup("/several", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)])]
internal static class Several
{
    [BoltGet("/either", Guards = [typeof(IsAuthenticated)])]
    public static string Either(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/keys-first", Auth = [typeof(ApiKeyAuthentication), typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string KeysFirst(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/read")]
    [HasPermission("a.read")]
    public static string Read(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/open", Guards = [typeof(AllowAny)])]
    public static string Open(AuthContext? auth) => auth is null ? "anonymous" : $"{auth.UserId} {auth.Backend}";

    [BoltGet("/own", Auth = [typeof(ScriptedA), typeof(ScriptedB)], Guards = [typeof(IsAuthenticated)])]
    public static string Own(AuthContext auth) => $"{auth.UserId} {auth.Backend}";
}
