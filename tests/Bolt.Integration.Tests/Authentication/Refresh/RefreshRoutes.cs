using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bolt.Integration.Tests;

/// <summary>Sign-ins with refresh tokens, as a program writes them: in the body, and in a browser's cookie.</summary>
public sealed class RefreshRoutes(JwtIssuer issuer)
{
    [BoltPost("/refresh/login", Guards = [typeof(AllowAny)])]
    public async Task<TokenPair> Login(string user, HttpContext http, CancellationToken cancellationToken) =>
        await issuer.CreatePairAsync(new AppUser(user, "user" + user, false, false), new SignIn { Device = http.Request.Headers.UserAgent.ToString() }, cancellationToken);

    [BoltPost("/refresh/refresh", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<TokenPair>, UnauthorizedHttpResult>> Refresh(HttpContext http, CancellationToken cancellationToken) =>
        await issuer.RefreshAsync(await BodyOf(http), cancellationToken) is { } pair ? TypedResults.Ok(pair) : TypedResults.Unauthorized();

    [BoltPost("/refresh/logout", Guards = [typeof(AllowAny)])]
    public async Task Logout(HttpContext http, CancellationToken cancellationToken) => await issuer.EndSessionAsync(await BodyOf(http), cancellationToken);

    [BoltPost("/refresh/logout-here", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public async Task LogoutHere(AuthContext auth, CancellationToken cancellationToken) => await issuer.EndSessionAsync(auth, cancellationToken);

    [BoltPost("/refresh/logout-everywhere", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<string> LogoutEverywhere(AuthContext auth, BoltSessions sessions, CancellationToken cancellationToken) =>
        (await sessions.EndAllAsync(auth.UserId, null, cancellationToken)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [BoltPost("/refresh/cookie/login", Guards = [typeof(AllowAny)])]
    public async Task<string> CookieLogin(string user, HttpContext http, CancellationToken cancellationToken)
    {
        var pair = await issuer.CreatePairAsync(new AppUser(user, "user" + user, false, false), null, cancellationToken);
        RefreshCookie.Write(http, pair);
        return pair.AccessToken;
    }

    [BoltPost("/refresh/cookie/refresh", Guards = [typeof(AllowAny)])]
    [BoltGet("/refresh/cookie/refresh", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<string>, UnauthorizedHttpResult>> CookieRefresh(HttpContext http, CancellationToken cancellationToken)
    {
        if (RefreshCookie.Read(http) is not { } token || await issuer.RefreshAsync(token, cancellationToken) is not { } pair)
        {
            RefreshCookie.Delete(http);
            return TypedResults.Unauthorized();
        }

        RefreshCookie.Write(http, pair);
        return TypedResults.Ok(pair.AccessToken);
    }

    [BoltPost("/refresh/cookie/logout", Guards = [typeof(AllowAny)])]
    [BoltGet("/refresh/cookie/logout", Guards = [typeof(AllowAny)])]
    public async Task CookieLogout(HttpContext http, CancellationToken cancellationToken)
    {
        if (RefreshCookie.Read(http) is { } token)
        {
            await issuer.EndSessionAsync(token, cancellationToken);
        }
    }

    [BoltPost("/refresh/cookie/forget", Guards = [typeof(AllowAny)])]
    [BoltGet("/refresh/cookie/forget", Guards = [typeof(AllowAny)])]
    public static void Forget(HttpContext http) => RefreshCookie.Delete(http);

    private static async Task<string> BodyOf(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }
}
