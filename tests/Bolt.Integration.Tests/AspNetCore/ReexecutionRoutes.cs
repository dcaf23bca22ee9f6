using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>Endpoints that a request is sent on from and to. Each tells in headers whom it takes the caller for.</summary>
[BoltGroup("/again")]
public static class Again
{
    [BoltGet("/jwt-guarded", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [BoltGet("/jwt-open", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    [BoltGet("/key-guarded", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [BoltGet("/key-open", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
    [BoltGet("/jwt-key-guarded", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [BoltGet("/jwt-key-open", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
    [BoltGet("/key-jwt-staff", Auth = [typeof(ApiKeyAuthentication), typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    [BoltGet("/none-open", Guards = [typeof(AllowAny)])]
    [BoltGet("/none-guarded", Guards = [typeof(ScriptedGuard)])]
    public static void Run(HttpContext http, AuthContext? auth) =>
        http.Response.Headers["X-Caller"] = $"{auth?.UserId ?? "-"} {http.GetAuthContext()?.UserId ?? "-"} {http.User.FindFirst("sub")?.Value ?? "-"}";

    [BoltGet("/missing", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
    public static IResult Missing(AuthContext? auth) => auth is null ? Results.NotFound() : Results.StatusCode(404);

    [BoltGet("/throws", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Throws(AuthContext? auth) => throw new InvalidOperationException("a handler that throws for " + auth?.UserId);

    [BoltGet("/user", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static void User([CurrentUser] AppUser user, HttpContext http) => http.Response.Headers["X-Caller"] = user.Username;
}
