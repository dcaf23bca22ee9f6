using System.Text.Json.Serialization;
using Bolt;
using Microsoft.AspNetCore.Mvc;

namespace QuickStart;

public sealed record Credentials(string Username, string Password);

public sealed record RefreshRequest([property: JsonPropertyName("refresh_token")] string RefreshToken);

public sealed record Token(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn)
{
    public static Token From(TokenPair pair) => new(pair.AccessToken, pair.RefreshToken, pair.TokenType, pair.ExpiresIn);
}

public sealed record Profile(string Id, string Username, bool IsStaff);

public sealed record Article(int Id, string Title, string Body, string Author);

public sealed record NewArticle(string Title, string Body);

/// <summary>Every type that goes over the wire. A type missing here stops the program at start, with its name.</summary>
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(Token))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(IReadOnlyList<Article>))]
[JsonSerializable(typeof(NewArticle))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class AppJson : JsonSerializerContext;
