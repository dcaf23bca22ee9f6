using System;
using System.Text.Json;

namespace Bolt.Authentication.Sessions;

/// <summary>What an <see cref="AuthContext"/> knows of a session beside its record. One object, so that callers by token pay for no more than a reference to it.</summary>
internal sealed class SessionFacts
{
    public string? SessionId { get; set; }

    public DateTimeOffset? AuthenticatedAt { get; set; }

    public DateTimeOffset? IssuedAt { get; set; }

    public string? RevocationId { get; set; }

    public RevocationKeys? RevocationKeys { get; set; }

    public SessionRecord? Record { get; init; }

    public static DateTimeOffset? ReadAuthenticationTime(AuthClaims claims) =>
        claims.TryGetValue("auth_time", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) ? FromSeconds(seconds) : null;

    /// <summary>Null for seconds that no calendar has.</summary>
    public static DateTimeOffset? FromSeconds(long? seconds) =>
        seconds is { } s && s >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && s <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(s) : null;
}
