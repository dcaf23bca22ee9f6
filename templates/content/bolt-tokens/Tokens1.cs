using System.Text.Json;
using System.Text.Json.Serialization;
using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Company.App;

public sealed record Credentials(string Username, string Password);

public sealed record RefreshRequest(string RefreshToken);

/// <summary>Signing in, staying signed in, and signing out. Limit the rate of the first two where strangers can reach them.</summary>
public sealed class Tokens1(Accounts accounts, JwtIssuer issuer)
{
    [BoltPost("/auth/token", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<TokenPair>, UnauthorizedHttpResult>> SignIn(Credentials credentials, CancellationToken cancellationToken) =>
        accounts.Verify(credentials.Username, credentials.Password) is { } user
            ? TypedResults.Ok(await issuer.CreatePairAsync(user, new SignIn { Methods = ["pwd"] }, cancellationToken))
            : TypedResults.Unauthorized();

    /// <summary>The next pair. 401: sign in again.</summary>
    [BoltPost("/auth/refresh", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<TokenPair>, UnauthorizedHttpResult>> Refresh(RefreshRequest request, CancellationToken cancellationToken) =>
        await issuer.RefreshAsync(request.RefreshToken, cancellationToken) is { } pair ? TypedResults.Ok(pair) : TypedResults.Unauthorized();

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
}

[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(TokenPair))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class Tokens1Json : JsonSerializerContext;
