using System;

namespace Bolt;

/// <summary>How revoked tokens are kept, and what happens when the store is unavailable. Set in code, where a reviewer sees it.</summary>
public sealed class RevocationOptions
{
    /// <summary>
    /// Accept tokens while the store is unavailable. Off by default: the response is then 503 with <c>Retry-After</c>. Each such acceptance is logged and counted.
    /// </summary>
    public bool FailOpen { get; set; }

    /// <summary>The prefix of each token's ID in a store that is shared with other data. <c>bolt:revoked:</c> by default.</summary>
    public string KeyPrefix { get; set; } = "bolt:revoked:";

    /// <summary>For how long beyond a token's <c>exp</c> its entry is kept. At least the largest <see cref="JwtOptions.ClockSkew"/> of the application's backends, which it is by default.</summary>
    public TimeSpan ClockSkew { get; set; }
}
