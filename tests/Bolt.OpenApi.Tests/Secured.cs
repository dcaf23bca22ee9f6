using Microsoft.AspNetCore.Http;

namespace Bolt.OpenApi.Tests;

public sealed class PartnerJwt : JwtAuthentication;

/// <summary>Keys of the header that the configuration names.</summary>
public sealed class HeaderKeys : ApiKeyAuthentication;

/// <summary>A backend of the application's own that says nothing of itself.</summary>
public sealed class Handshake : IAuthenticationBackend, IAuthenticationChallenge
{
    public string Name => "Handshake";

    public string? Forbidden => null;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(AuthenticationOutcome.NoCredentials);

    public string Unauthorized(AuthenticationOutcome outcome) => "Shake realm=\"hands\"";
}

/// <summary>A guard of the application's own that asks for a permission and says so.</summary>
[RequiresIdentity]
public sealed class Editor : Guard, IPermissionGuard
{
    public IReadOnlyList<string> Permissions => ["edit"];

    public bool RequiresAll => true;

    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth is not { } auth ? GuardResult.Unauthorized : auth.HasPermission("edit") ? GuardResult.Allow : GuardResult.Forbidden("no editor");
}

/// <summary>A guard that looks at the request alone.</summary>
public sealed class Indoors : Guard
{
    public override GuardResult Evaluate(GuardContext context) => context.Http.Request.Headers.ContainsKey("X-Indoors") ? GuardResult.Allow : GuardResult.Forbidden("outdoors");
}

/// <summary>Every kind of requirement.</summary>
[BoltGroup("/secured")]
public static class Secured
{
    [BoltGet("/public", Guards = [typeof(AllowAny)])]
    public static string Public() => "";

    [BoltGet("/optional", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Optional(AuthContext? auth) => auth?.UserId ?? "";

    [BoltGet("/identity", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Identity() => "";

    [BoltGet("/either", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Either() => "";

    [BoltGet("/one", Auth = [typeof(JwtAuthentication)]), HasPermission("a")]
    public static string One() => "";

    [BoltGet("/all", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)]), HasAllPermissions("a", "b"), HasPermission("c")]
    public static string All() => "";

    [BoltGet("/any", Auth = [typeof(JwtAuthentication)]), HasAnyPermission("a", "b"), HasPermission("c")]
    public static string Any() => "";

    [BoltGet("/two", Auth = [typeof(JwtAuthentication)]), HasAnyPermission("a", "b"), HasAnyPermission("b", "c")]
    public static string Two() => "";

    [BoltGet("/staff", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Staff() => "";

    [BoltGet("/own", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Editor)])]
    public static string Own() => "";

    [BoltGet("/indoors", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Indoors)])]
    public static string Room() => "";

    /// <summary>The guard says nothing of callers, and the handler is promised one.</summary>
    [BoltGet("/caller", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Indoors)])]
    public static string Caller(AuthContext auth) => auth.UserId;

    [BoltPost("/login", Guards = [typeof(AllowAny)])]
    public static Task Login(HttpContext http) => http.LoginAsync<OneSession>(new Application.Caller());

    [BoltGet("/page", Auth = [typeof(OneSession)], Guards = [typeof(LoginRequired)])]
    public static string Page() => "";

    [BoltPost("/page", Auth = [typeof(OneSession)], Guards = [typeof(LoginRequired)])]
    public static string Change() => "";

    [BoltPost("/partner/{id:int}", Auth = [typeof(PartnerJwt), typeof(HeaderKeys), typeof(Handshake)], Guards = [typeof(IsAuthenticated)])]
    public static string Partner(int id, Item item) => id + item.Name;

    [BoltGet("/shared/{x:int}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Number(int x) => x + "";

    [BoltGet("/shared/{x:alpha}", Guards = [typeof(AllowAny)])]
    public static string Letters(string x) => x;

#pragma warning disable BOLT1001 // Refuses every request, and the document says so.
    [BoltGet("/closed", Auth = [typeof(JwtAuthentication)])]
    public static string Closed() => "";
#pragma warning restore BOLT1001
}
