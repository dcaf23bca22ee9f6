using System;
using System.Text.Json;

namespace Bolt.Authentication.Sessions;

/// <summary>What an <see cref="AuthContext"/> knows of a session. One object, so that callers by token pay for no more than a reference to it.</summary>
internal sealed class SessionFacts
{
    public string? SessionId { get; set; }

    public DateTimeOffset? AuthenticatedAt { get; set; }

    public string? RevocationId { get; set; }

    public SessionRecord? Record { get; init; }

    public static DateTimeOffset? ReadAuthenticationTime(AuthClaims claims) =>
        claims.TryGetValue("auth_time", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
            && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
