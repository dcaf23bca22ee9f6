using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Behavior.Server;

/// <summary>Tokens, and their end.</summary>
[BoltGroup("/tokens", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
internal static class Tokens
{
    [BoltGet("/me")]
    public static string Me(AuthContext auth, HttpContext http) =>
        $"{auth.UserId} {http.User.FindFirst("sub")?.Value} {http.User.Identity?.AuthenticationType} {ReferenceEquals(auth.Principal, http.User)}";

    [BoltPost("/logout")]
    public static async Task<NoContent> Logout(AuthContext auth, [FromServices] IRevocationStore? revoked, CancellationToken cancellationToken)
    {
        await revoked!.RevokeAsync(auth.TokenId!, auth.ExpiresAt!.Value, cancellationToken);
        return TypedResults.NoContent();
    }
}
