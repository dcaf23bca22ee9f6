using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Bolt.Hosting.Tests;

[BoltGroup("/cookie", Auth = [typeof(SiteCookie)])]
public static class Cookies
{
    [BoltGet("/me", Guards = [typeof(IsAuthenticated)], Name = "me")]
    public static string Me(AuthContext auth, ClaimsPrincipal user, HttpContext http) =>
        $"{auth.UserId} {auth.Backend} {user.Identity!.Name} {user.IsInRole("boss")} {auth.Claims.GetString("tenant")} {string.Join(',', auth.Permissions.Order())} {auth.IsStaff} {auth.IsSuperuser} "
        + $"{ReferenceEquals(user, auth.Principal)} {ReferenceEquals(auth, http.GetAuthContext())} {auth.ExpiresAt is not null}";

    [BoltGet("/boss")]
    [Requires("role", "boss")]
    public static string Boss() => "boss";

    [BoltGet("/chief")]
    [Requires("role", "chief")]
    public static string Chief() => "chief";

    [BoltGet("/tenant")]
    [Requires("tenant")]
    public static string Tenant() => "tenant";

    [BoltGet("/no-tenant")]
    [Requires("tenant", Match = ClaimMatch.None)]
    public static string NoTenant() => "no tenant";

    [BoltGet("/write")]
    [HasPermission("a.write")]
    public static string MayWrite() => "write";

    [BoltGet("/delete")]
    [HasPermission("a.delete")]
    public static string MayDelete() => "delete";

    [BoltPost("/change", Guards = [typeof(IsAuthenticated)])]
    public static string Change() => "changed";

    [BoltGet("/hidden", Guards = [typeof(Hidden)])]
    public static string There() => "there";
}

public static class Others
{
    [BoltGet("/partner", Auth = [typeof(PartnerTokens)], Guards = [typeof(IsAuthenticated)])]
    public static string Partner(AuthContext auth) => $"{auth.UserId} {auth.Backend} {string.Join(',', auth.Permissions.Order())} {auth.IsStaff}";

    [BoltGet("/either", Auth = [typeof(JwtAuthentication), typeof(PartnerTokens), typeof(SiteCookie)], Guards = [typeof(IsAuthenticated)])]
    public static string Either(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltGet("/certificate", Auth = [typeof(ClientCertificate)], Guards = [typeof(IsAuthenticated)])]
    public static string Certificate(AuthContext auth) => $"{auth.UserId} {auth.Backend}";

    [BoltPost("/certificate", Auth = [typeof(ClientCertificate)], Guards = [typeof(IsAuthenticated)])]
    public static string ChangeByCertificate() => "changed";

    [BoltGet("/machine", Auth = [typeof(MachineCertificate)], Guards = [typeof(IsAuthenticated)])]
    public static string Machine(AuthContext auth) => auth.UserId;

    [BoltGet("/identity", Auth = [typeof(IdentityCookie)], Guards = [typeof(IsAuthenticated)])]
    public static string Identity(ClaimsPrincipal user) => $"{user.FindFirstValue(ClaimTypes.NameIdentifier)} {user.Identity!.Name}";

    [BoltGet("/forwarding", Auth = [typeof(Forwarding)], Guards = [typeof(IsAuthenticated)])]
    public static string Forwarded(AuthContext auth) => auth.UserId;

    [BoltGet("/events/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Events(AuthContext auth) => auth.UserId;

    [BoltPost("/events/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Post(AuthContext auth) => auth.UserId;

    [BoltGet("/open", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Open(AuthContext? auth, HttpContext http) => $"{auth?.UserId ?? "none"} {http.GetAuthContext()?.UserId ?? "none"}";

    [BoltGet("/open-cookie", Auth = [typeof(SiteCookie)], Guards = [typeof(AllowAny)])]
    public static string OpenCookie(AuthContext? auth, HttpContext http) => $"{auth?.UserId ?? "none"} {http.GetAuthContext()?.UserId ?? "none"}";

    [BoltGet("/user", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string User([CurrentUser] Person person) => person.Id;

    [BoltGet("/lazy", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<string?> Lazy(CurrentUser<Person> person) => (await person.GetAsync())?.Id;

    [BoltPost("/logout", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static ValueTask Logout(AuthContext auth, IRevocationStore revoked, CancellationToken cancellationToken) => revoked.RevokeAsync(auth, cancellationToken);
}
