using Microsoft.AspNetCore.Antiforgery;
using NoTokens = Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute;

namespace Faults.BOLT1009;

public class Session : ICookieAuthenticationBackend
{
    public const bool Required = false;

    public string Name => "session";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

public sealed class AdminSession : Session;

public static class F1
{
    [BoltPost("/f1", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
    [RequireAntiforgeryToken(false)] // ! BOLT1009
    public static void Change() { }
}

public static class F2
{
    [BoltPut("/f2", Auth = new[] { typeof(JwtAuthentication), typeof(Session) }, Guards = [typeof(IsAuthenticated)])]
    [RequireAntiforgeryToken(required: false)] // ! BOLT1009
    public static void Change() { }
}

public static class F3
{
    [RequireAntiforgeryTokenAttribute(Session.Required)] // ! BOLT1009
    [BoltPatch("/f3", Auth = [typeof(AdminSession)], Guards = [typeof(IsStaff)])]
    public static void Change() { }
}

public static class F4
{
    [BoltDelete("/f4", Auth = [typeof(Session)]), HasPermission("a.b")]
    [NoTokens(!true)] // ! BOLT1009
    public static void Change() { }
}

[BoltGroup("/f5", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
[RequireAntiforgeryToken(false)] // ! BOLT1009
public static class F5
{
    [BoltGet("/")]
    public static string Read() => "ok";

    [BoltPost("/")]
    public static void Change() { }
}

public static class F6
{
    [BoltRoute("/f6", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
    [Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)] // ! BOLT1009
    public static void Change() { }
}

[RequireAntiforgeryToken(false)] // ! BOLT1009
public abstract class F7Base;

public sealed class F7 : F7Base
{
    [BoltPost("/f7", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
    public void Change() { }
}

public static class F8
{
    [BoltGet("/f8", Auth = [typeof(Session)], Guards = [typeof(AllowAny)])]
    [BoltPost("/f8", Auth = [typeof(Session)], Guards = [typeof(AllowAny)])]
    [RequireAntiforgeryToken(false)] // ! BOLT1009
    public static string Change(AuthContext? auth) => auth?.UserId ?? "anonymous";
}

[RequireAntiforgeryToken]
public static class F9
{
    [BoltRoute("/f9", "GET", "POST", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
    [RequireAntiforgeryToken(false)] // ! BOLT1009
    public static void Change() { }
}

//// dll
using Microsoft.AspNetCore.Antiforgery;

[assembly: BoltDefaults(Auth = [typeof(Faults.BOLT1009.Defaults.Session)], Guards = [typeof(IsAuthenticated)])]

namespace Faults.BOLT1009.Defaults;

public sealed class Session : ICookieAuthenticationBackend
{
    public string Name => "session";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

public static class F10
{
    [BoltPost("/f10")]
    [RequireAntiforgeryToken(false)] // ! BOLT1009
    public static void Change() { }

    [BoltPost("/f10/token", Auth = [typeof(JwtAuthentication)])]
    [RequireAntiforgeryToken(false)]
    public static void ByToken() { }
}

//// dll
using Microsoft.AspNetCore.Antiforgery;

public abstract class Carts<T>
{
    [BoltPost("/cart")]
    [RequireAntiforgeryToken(false)] // ! BOLT1009
    public string Post() => "ok";
}

[BoltGroup("/a", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class A : Carts<int>;

[BoltGroup("/b", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class B : Carts<string>;
