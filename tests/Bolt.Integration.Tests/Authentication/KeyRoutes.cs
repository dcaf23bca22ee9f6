namespace Bolt.Integration.Tests;

/// <summary>Keys of their own for partners.</summary>
public sealed class PartnerKeys : ApiKeyAuthentication;

/// <summary>API keys, alone and beside tokens.</summary>
[BoltGroup("/keys", Auth = [typeof(ApiKeyAuthentication)])]
public static class Keys
{
    [BoltGet("/me", Guards = [typeof(IsAuthenticated)])]
    [BoltHead("/me", Guards = [typeof(IsAuthenticated)])]
    [BoltOptions("/me", Guards = [typeof(IsAuthenticated)])]
    public static string Me(AuthContext auth) => $"{auth.UserId} {auth.Backend} {auth.TokenId ?? "no id"}";

    [BoltGet("/nothing", Guards = [typeof(IsAuthenticated)])]
    public static void Nothing()
    {
    }

    [BoltGet("/read")]
    [HasPermission("a.read")]
    public static string Read() => "read";

    [BoltGet("/partner", Auth = [typeof(PartnerKeys)], Guards = [typeof(IsAuthenticated)])]
    public static string Partner(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/either", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Either(AuthContext auth) => auth.Backend;

    [BoltGet("/either/read", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)])]
    [HasPermission("a.read")]
    public static string EitherRead(AuthContext auth) => auth.Backend;

    [BoltGet("/open", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Open(AuthContext? auth) => auth?.UserId ?? "anonymous";
}
