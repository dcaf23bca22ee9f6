using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace QuickStart;

/// <summary>Signing in and out, and who is signed in.</summary>
public sealed class Account(Database database, JwtIssuer issuer)
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    [BoltPost("/auth/token", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<Token>, UnauthorizedHttpResult>> SignIn(Credentials credentials, CancellationToken cancellationToken)
    {
        if (await database.VerifyPasswordAsync(credentials.Username, credentials.Password, cancellationToken) is not { } user)
        {
            return TypedResults.Unauthorized();
        }

        // Permissions are not part of a token unless they are put there.
        var permissions = await database.PermissionsAsync(user.Id, cancellationToken);
        var token = issuer.CreateToken(user, TokenLifetime, new Dictionary<string, object?> { ["permissions"] = permissions });
        return TypedResults.Ok(new Token(token, "Bearer", (int)TokenLifetime.TotalSeconds));
    }

    /// <summary>The token is refused from now on, although it has not expired.</summary>
    [BoltPost("/auth/logout", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<NoContent> SignOut(AuthContext auth, IRevocationStore revoked, CancellationToken cancellationToken)
    {
        await revoked.RevokeAsync(auth.TokenId!, auth.ExpiresAt!.Value, cancellationToken);
        return TypedResults.NoContent();
    }

    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Profile Me([CurrentUser] AppUser user) => new(user.Id, user.Username, user.IsStaff);
}
