using Microsoft.AspNetCore.Antiforgery;

namespace Clean.Carts;

/// <summary>A cookie of the application's own, and every way to speak of antiforgery that switches no needed check off.</summary>
public sealed class ShopSession : ICookieAuthenticationBackend
{
    public string Name => "shop";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

[BoltGroup("/carts", Auth = [typeof(ShopSession)], Guards = [typeof(IsAuthenticated)])]
public static class Carts
{
    [BoltGet("/")]
    [RequireAntiforgeryToken(false)]
    public static string Read(AuthContext auth) => auth.UserId;

    [BoltPost("/")]
    public static void Add(AuthContext auth) => _ = auth;

    [BoltDelete("/")]
    [RequireAntiforgeryToken]
    public static void Clear(AuthContext auth) => _ = auth;

    [BoltPut("/")]
    [RequireAntiforgeryToken(required: true)]
    public static void Replace(AuthContext auth) => _ = auth;

    [BoltRoute("/probe", "HEAD", "OPTIONS", "TRACE")]
    [RequireAntiforgeryToken(false)]
    public static void Probe()
    {
    }

    [BoltPost("/import", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)])]
    [RequireAntiforgeryToken(false)]
    public static void Import(AuthContext auth) => _ = auth;
}

[BoltGroup("/orders", Auth = [typeof(JwtAuthentication), typeof(ShopSession)], Guards = [typeof(IsAuthenticated)])]
[RequireAntiforgeryToken(false)]
public static class CartOrders
{
    [BoltGet("/latest")]
    public static string Latest(AuthContext auth) => auth.UserId;

    [BoltPost("/")]
    [RequireAntiforgeryToken]
    public static void Place(AuthContext auth) => _ = auth;

    [BoltPost("/hook", Auth = [typeof(ApiKeyAuthentication)])]
    public static void Hook(AuthContext auth) => _ = auth;
}
