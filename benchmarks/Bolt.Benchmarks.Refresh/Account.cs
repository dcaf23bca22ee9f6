using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bolt.Benchmarks.Refresh;

/// <summary>What the client sends.</summary>
public sealed record RefreshRequest([property: JsonPropertyName("refresh_token")] string RefreshToken);

/// <summary>What it gets.</summary>
public sealed record Tokens(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn)
{
    public static Tokens From(TokenPair pair) => new(pair.AccessToken, pair.RefreshToken, pair.TokenType, pair.ExpiresIn);
}

/// <summary>The routes, as the samples have them.</summary>
public sealed class Account(JwtIssuer issuer)
{
    [BoltPost("/login", Guards = [typeof(AllowAny)])]
    public async Task<Tokens> Login(string user, CancellationToken cancellationToken) => Tokens.From(await issuer.CreatePairAsync(People.Find(user)!, null, cancellationToken));

    [BoltPost("/refresh", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<Tokens>, UnauthorizedHttpResult>> Refresh(RefreshRequest request, CancellationToken cancellationToken) =>
        await issuer.RefreshAsync(request.RefreshToken, cancellationToken) is { } pair ? TypedResults.Ok(Tokens.From(pair)) : TypedResults.Unauthorized();
}

[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(Tokens))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class AccountJson : JsonSerializerContext;
