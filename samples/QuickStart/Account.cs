using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace QuickStart;

/// <summary>Signing in and out, and who is signed in.</summary>
public sealed class Account(Database database, JwtIssuer issuer)
{
    [BoltPost("/auth/token", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<Token>, UnauthorizedHttpResult>> SignIn(Credentials credentials, CancellationToken cancellationToken) =>
        await database.VerifyPasswordAsync(credentials.Username, credentials.Password, cancellationToken) is { } user
            ? TypedResults.Ok(Token.From(await issuer.CreatePairAsync(user, new SignIn { Methods = ["pwd"] }, cancellationToken)))
            : TypedResults.Unauthorized();

    /// <summary>The next pair. 401: sign in again.</summary>
    [BoltPost("/auth/refresh", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<Token>, UnauthorizedHttpResult>> Refresh(RefreshRequest request, CancellationToken cancellationToken) =>
        await issuer.RefreshAsync(request.RefreshToken, cancellationToken) is { } pair ? TypedResults.Ok(Token.From(pair)) : TypedResults.Unauthorized();

    /// <summary>Access and refresh token are refused from now on, although they have not expired.</summary>
    [BoltPost("/auth/logout", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public async Task<NoContent> SignOut(AuthContext auth, IRevocationStore revoked, CancellationToken cancellationToken)
    {
        if (auth.SessionId is null)
        {
            // A token made by 'dotnet user-jwts' stands alone.
            await revoked.RevokeAsync(auth, cancellationToken);
        }
        else
        {
            await issuer.EndSessionAsync(auth, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    [BoltPost("/auth/logout-everywhere", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<NoContent> SignOutEverywhere(AuthContext auth, BoltSessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(auth.UserId, null, cancellationToken);
        return TypedResults.NoContent();
    }

    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Profile Me([CurrentUser] AppUser user) => new(user.Id, user.Username, user.IsStaff);
}
