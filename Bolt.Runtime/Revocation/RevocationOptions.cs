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

    /// <summary>
    /// The longest that a token may live, 100 days (a little more than those of <c>dotnet user-jwts</c> do), where the store is an <see cref="ISessionRevocationStore"/>: one with more between <c>iat</c> and <c>exp</c>, or without <c>iat</c>, is refused, and
    /// <see cref="JwtIssuer.CreateToken"/> throws. Entries of sessions, users and everyone are kept for as long. <see cref="TimeSpan.MaxValue"/> takes any token, and keeps those entries for good.
    /// </summary>
    public TimeSpan MaximumTokenLifetime { get; set; } = TimeSpan.FromDays(100);

    /// <summary>
    /// For how long, and <see cref="ClockSkew"/> longer, entries of sessions, users and everyone are kept. At least <see cref="MaximumTokenLifetime"/> and every <c>AbsoluteTimeout</c> of the application,
    /// which it is by default: an entry that left earlier would bring back what it ended.
    /// </summary>
    public TimeSpan Retention { get; set; }

    /// <summary>
    /// How often a <see cref="KeyedRevocationStore"/>, such as one in a database, is rid of what has ended: every ten minutes, and up to a fifth sooner or later; for the first time ten
    /// seconds to a minute after the start, or after the interval where that is shorter. Zero: never by this process.
    /// </summary>
    public TimeSpan CleanUpInterval { get; set; } = TimeSpan.FromMinutes(10);
}
