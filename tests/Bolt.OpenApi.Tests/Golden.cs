using Microsoft.AspNetCore.Http;

namespace Bolt.OpenApi.Tests;

/// <summary>A backend of the application's own that accepts callers: of its header, with three permissions.</summary>
public sealed class Badge : IAuthenticationBackend, IAuthenticationChallenge
{
    public const string Header = "X-Badge";

    public string Name => "Badge";

    public string? Forbidden => null;

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(http.Request.Headers.ContainsKey(Header)
        ? AuthenticationOutcome.Success(new AuthContext("1", Name) { Permissions = ["a", "b", "c"] })
        : AuthenticationOutcome.NoCredentials);

    public string Unauthorized(AuthenticationOutcome outcome) => "Badge realm=\"golden\"";
}

/// <summary>A cookie of the application's own that says which.</summary>
public sealed class Ticket : ICookieAuthenticationBackend, ICredentialMetadata
{
    public string Name => "ticket";

    public CredentialDescription Credential => new(CredentialPlace.Cookie, "__Host-ticket") { MayBeUnavailable = true };

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(AuthenticationOutcome.NoCredentials);
}

/// <summary>A cookie of the application's own that says nothing of itself.</summary>
public sealed class Stamp : ICookieAuthenticationBackend
{
    public string Name => "stamp";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(AuthenticationOutcome.NoCredentials);
}

/// <summary>Backends by guards; the golden documents are of these routes alone.</summary>
[BoltGroup("/golden")]
public static class Golden
{
    [BoltGet("/none/open", Guards = [typeof(AllowAny)])]
    public static string NoneOpen() => "";

    [BoltGet("/none/own", Guards = [typeof(Indoors)])]
    public static string NoneOwn() => "";

    [BoltGet("/jwt/open", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string JwtOpen(AuthContext? auth) => auth?.UserId ?? "";

    [BoltGet("/jwt/identity", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string JwtIdentity() => "";

    [BoltGet("/jwt/all", Auth = [typeof(JwtAuthentication)]), HasAllPermissions("a", "b")]
    public static string JwtAll() => "";

    [BoltGet("/jwt/any", Auth = [typeof(JwtAuthentication)]), HasAnyPermission("a", "b")]
    public static string JwtAny() => "";

    [BoltGet("/jwt/two", Auth = [typeof(JwtAuthentication)]), HasAnyPermission("a", "b"), HasAnyPermission("b", "c")]
    public static string JwtTwo() => "";

    [BoltGet("/jwt/own", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Editor)])]
    public static string JwtOwn() => "";

    [BoltGet("/both/open", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
    public static string BothOpen(AuthContext? auth) => auth?.UserId ?? "";

    [BoltGet("/both/identity", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string BothIdentity() => "";

    [BoltGet("/both/all", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)]), HasAllPermissions("a", "b")]
    public static string BothAll() => "";

    [BoltGet("/both/any", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)]), HasAnyPermission("a", "b")]
    public static string BothAny() => "";

    [BoltGet("/both/two", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)]), HasAnyPermission("a", "b"), HasAnyPermission("b", "c")]
    public static string BothTwo() => "";

    [BoltGet("/both/own", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(Indoors)])]
    public static string BothOwn() => "";

    [BoltGet("/session/open", Auth = [typeof(OneSession)], Guards = [typeof(AllowAny)])]
    public static string SessionOpen(AuthContext? auth) => auth?.UserId ?? "";

    [BoltGet("/session/identity", Auth = [typeof(OneSession)], Guards = [typeof(IsAuthenticated)])]
    public static string SessionIdentity() => "";

    [BoltPost("/session/all", Auth = [typeof(OneSession)]), HasAllPermissions("a", "b")]
    public static string SessionAll(Item item) => item.Name + "";

    [BoltGet("/session/own", Auth = [typeof(OneSession)], Guards = [typeof(Indoors)])]
    public static string SessionOwn() => "";

    [BoltGet("/badge/open", Auth = [typeof(Badge)], Guards = [typeof(AllowAny)])]
    public static string BadgeOpen(AuthContext? auth) => auth?.UserId ?? "";

    [BoltGet("/badge/identity", Auth = [typeof(Badge)], Guards = [typeof(IsAuthenticated)])]
    public static string BadgeIdentity() => "";

    [BoltGet("/badge/all", Auth = [typeof(Badge)]), HasAllPermissions("a", "b")]
    public static string BadgeAll() => "";

    [BoltGet("/badge/any", Auth = [typeof(Badge)]), HasAnyPermission("a", "edit")]
    public static string BadgeAny() => "";

#pragma warning disable BOLT1001 // Refuses every request, and the document says so.
    [BoltGet("/none/closed")]
    public static string NoneClosed() => "";

    [BoltGet("/badge/closed", Auth = [typeof(Badge)])]
    public static string BadgeClosed() => "";
#pragma warning restore BOLT1001
}

/// <summary>Cookies of the application's own.</summary>
[BoltGroup("/cookies", Guards = [typeof(IsAuthenticated)])]
public static class Cookies
{
    [BoltGet("/ticket", Auth = [typeof(Ticket)])]
    public static string Look() => "";

    [BoltPost("/ticket", Auth = [typeof(Ticket)])]
    public static string Change() => "";

    [BoltPost("/stamp", Auth = [typeof(Stamp)])]
    public static string Stamped() => "";
}
