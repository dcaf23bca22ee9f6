using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>A user's own cookie: <c>sid</c> names the caller, and whatever it names is believed but <see cref="Unknown"/>.</summary>
public class CookieBackend : ICookieAuthenticationBackend
{
    public const string Unknown = "unknown-session-40af7b";

    public string Name => "cookie";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(http.Request.Cookies["sid"] switch
    {
        null => AuthenticationOutcome.NoCredentials,
        Unknown => AuthenticationOutcome.Failed("unknown session"),
        _ => AuthenticationOutcome.Success(new AuthContext("alice", Name)),
    });
}

/// <summary>Routes that accept a cookie, alone and beside tokens.</summary>
[BoltGroup("/cookies", Auth = [typeof(CookieBackend)], Guards = [typeof(IsAuthenticated)])]
public sealed class Cookies(Resource resource)
{
    [BoltRoute("/any")]
    public static string Any(AuthContext auth, Calls calls)
    {
        calls.Count("cookies any");
        return auth.Backend;
    }

    [BoltPost("/body")]
    public string Body(Note note, Calls calls)
    {
        calls.Count("cookies body");
        return note.Text + resource.GetType().Name.Length;
    }

    [BoltPost("/guarded", Guards = [typeof(ScriptedGuard)])]
    public static string Guarded() => "guarded";

    [BoltPost("/open", Guards = [typeof(AllowAny)])]
    public static string Open(AuthContext? auth) => auth?.UserId ?? "anonymous";

    [BoltPost("/token-first", Auth = [typeof(JwtAuthentication), typeof(CookieBackend)])]
    [BoltPost("/cookie-first", Auth = [typeof(CookieBackend), typeof(JwtAuthentication)])]
    public static string Either(AuthContext auth) => auth.Backend;

    [BoltPost("/off")]
#pragma warning disable BOLT1009 // what the tests switch off
    [RequireAntiforgeryToken(required: false)]
#pragma warning restore BOLT1009
    public static string Off() => "off";

    /// <summary>What is asked of antiforgery tokens is the application's to ask; Bolt's check is only on.</summary>
    [BoltPost("/on")]
    [RequireAntiforgeryToken]
    public static string On() => "on";
}

/// <summary>The class switches the check off, and one of its methods on again.</summary>
[BoltGroup("/loose", Auth = [typeof(CookieBackend)], Guards = [typeof(IsAuthenticated)])]
#pragma warning disable BOLT1009 // what the tests switch off
[RequireAntiforgeryToken(false)]
#pragma warning restore BOLT1009
public static class LooseCookies
{
    [BoltPost("/off")]
    public static string Off() => "off";

    [BoltPost("/on")]
    [RequireAntiforgeryToken(true)]
    public static string On() => "on";

    /// <summary>No cookie, no metadata: the class's word is not for it.</summary>
    [BoltPost("/token", Auth = [typeof(JwtAuthentication)])]
    public static string Token() => "token";
}

/// <summary>Accepts no cookie as far as the compiler can see.</summary>
public class PlainBackend : IAuthenticationBackend
{
    public virtual string Name => "plain";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

/// <summary>What an application might register in its place.</summary>
public sealed class HiddenCookieBackend : PlainBackend, ICookieAuthenticationBackend;

public static class Plain
{
    [BoltPost("/plain", Auth = [typeof(PlainBackend)], Guards = [typeof(IsAuthenticated)])]
    public static string Get() => "plain";
}

/// <summary>What a class around the handler's says counts, unless something nearer says otherwise.</summary>
#pragma warning disable BOLT1009 // what the tests switch off
[RequireAntiforgeryToken(required: false)]
public static class Around
{
    [BoltGroup("/around", Auth = [typeof(CookieBackend)], Guards = [typeof(IsAuthenticated)])]
    public static class Within
    {
        [BoltPost("/off")]
        public static string Off() => "off";

        [BoltPost("/on")]
        [RequireAntiforgeryToken]
        public static string On() => "on";
    }
}
#pragma warning restore BOLT1009
