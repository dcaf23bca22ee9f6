namespace Bolt.Behavior.Server;

/// <summary>API keys: where they come from and what they may.</summary>
[BoltGroup("/keys", Auth = [typeof(ApiKeyAuthentication)])]
internal static class Keys
{
    [BoltGet("/me", Guards = [typeof(IsAuthenticated)])]
    [BoltHead("/me", Guards = [typeof(IsAuthenticated)])]
    [BoltOptions("/me", Guards = [typeof(IsAuthenticated)])]
    public static string Me(AuthContext auth) => $"{auth.UserId} {auth.Backend} {auth.TokenId ?? "no id"}";

    [BoltGet("/read")]
    [HasPermission("a.read")]
    public static string Read(AuthContext auth) => auth.UserId;

    [BoltGet("/authorization", Auth = [typeof(AuthorizationKeys)], Guards = [typeof(IsAuthenticated)])]
    public static string Authorization(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/partner", Auth = [typeof(PartnerKeys)], Guards = [typeof(IsAuthenticated)])]
    public static string Partner(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/stored", Auth = [typeof(StoredKeys)])]
    [HasPermission("a.read")]
    public static string Stored(AuthContext auth) => $"{auth.UserId} {auth.Backend}";
}
