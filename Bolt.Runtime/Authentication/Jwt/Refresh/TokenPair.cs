using System;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Bolt;

/// <summary>
/// What a client gets at a sign-in and at every refresh: the parameters of RFC 6749 §5.1, with the names that the application's JSON options make of them (<c>accessToken</c>). A client that
/// expects <c>access_token</c> needs a type of the application's own around it.
/// </summary>
/// <param name="AccessToken">The token for <c>Authorization: Bearer</c>.</param>
/// <param name="RefreshToken">The token for <see cref="JwtIssuer.RefreshAsync(string, System.Threading.CancellationToken)"/>; the client keeps the last one that it got.</param>
/// <param name="ExpiresIn">In how many seconds the access token ends.</param>
public sealed record TokenPair(string AccessToken, string RefreshToken, int ExpiresIn)
{
    /// <summary>Always <c>Bearer</c> (RFC 6750).</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "A member of the JSON.")]
    public string TokenType => "Bearer";

    /// <summary>The sign-in's public id: the access token's <c>sid</c>, and what <see cref="BoltSessions"/> lists. Not a credential.</summary>
    public required string SessionId { get; init; }

    /// <summary>When the refresh token ends, unless it is used before.</summary>
    [JsonIgnore]
    public DateTimeOffset RefreshTokenExpiresAt { get; init; }

    /// <summary>The session only: the tokens are not for logs.</summary>
    public override string ToString() => $"{nameof(TokenPair)} {{ SessionId = {SessionId} }}";
}
