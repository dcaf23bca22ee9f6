using System;
using Bolt.Authentication.Jwt.Refresh;
using Bolt.Authentication.Sessions;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt;

/// <summary>
/// Keeps a browser's refresh token where no script can read it, instead of in the response's body: <c>__Host-bolt-refresh</c>, <c>HttpOnly</c>, <c>Secure</c>, <c>SameSite=Strict</c>. Whatever reads or
/// sets it is behind the cross-site check (CWE-352), and must not be a <c>GET</c>.
/// </summary>
public static class RefreshCookie
{
    /// <summary>The cookie. With <c>__Host-</c> no other host of the domain can set it, which needs <c>Path=/</c> (RFC 6265bis §4.1.3.2).</summary>
    public const string Name = "__Host-bolt-refresh";

    private const string Attributes = "path=/; secure; samesite=strict; httponly";

    /// <summary>The refresh token that the browser sent, for <see cref="JwtIssuer.RefreshAsync(string, System.Threading.CancellationToken)"/>; null where it sent none, or several.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="BoltRefusedException">403: another site made the request, or its method must change nothing.</exception>
    public static string? Read(HttpContext http)
    {
        Check(http);
        return CookieHeader.Find(http.Request.Headers.Cookie, Name);
    }

    /// <summary>Gives the browser the pair's refresh token. Do not send it in the body as well: return the access token only.</summary>
    /// <param name="http">The request.</param>
    /// <param name="pair">What <see cref="JwtIssuer"/> has issued.</param>
    /// <exception cref="BoltRefusedException">403: another site made the request, or its method must change nothing.</exception>
    public static void Write(HttpContext http, TokenPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        Check(http);
        var left = pair.RefreshTokenExpiresAt - http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        Append(http, FormattableString.Invariant($"{Name}={pair.RefreshToken}; {Attributes}; max-age={(long)Math.Max(1, left.TotalSeconds)}"));
    }

    /// <summary>Takes the token from the browser: at logout, and where a refresh was refused.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="BoltRefusedException">403: another site made the request, or its method must change nothing.</exception>
    public static void Delete(HttpContext http)
    {
        Check(http);
        Append(http, $"{Name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; {Attributes}");
    }

    private static void Check(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var check = http.RequestServices.GetService<SessionWrites>() ?? throw new InvalidOperationException("There are no refresh tokens: call AddBolt().AddJwt().AddRefreshTokens<TUser>().");
        if (check.Objection(http, isSigning: true) is { } objection)
        {
            RefreshLog.Refused(http.RequestServices.GetRequiredService<ILogger<JwtIssuer>>(), objection);
            throw new BoltRefusedException(StatusCodes.Status403Forbidden, "The cookie of the refresh token was refused: " + objection);
        }
    }

    private static void Append(HttpContext http, string cookie)
    {
        http.Response.Headers.Append("Set-Cookie", cookie);
        if (http.Response.Headers.CacheControl.Count == 0)
        {
            http.Response.Headers.CacheControl = "no-store";
        }
    }
}
