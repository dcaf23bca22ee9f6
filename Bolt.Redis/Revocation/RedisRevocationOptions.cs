using System;
using Bolt.Redis;

namespace Bolt;

/// <summary>How revocations are shared through Redis. Read from the configuration section <c>Bolt:Redis:Revocation</c>; what a token's life has to do with it is in <see cref="RevocationOptions"/>.</summary>
public sealed class RedisRevocationOptions : IRedisOptions
{
    /// <summary>What the names of the keys begin with, in braces for the sake of clusters: <c>{bolt:revoked}:1:log</c> and three more. Servers with the same prefix share what is revoked.</summary>
    public string KeyPrefix { get; set; } = "bolt:revoked";

    /// <summary>The database; -1 for the connection's own.</summary>
    public int Database { get; set; } = -1;

    /// <summary>
    /// For how long a process goes on without hearing of Redis; tokens are then refused with 503. From 1 second to 5 minutes; 10 seconds by default. Less than about 8 seconds refuses tokens for a moment
    /// whenever another Redis server takes over, too.
    /// </summary>
    public TimeSpan MaximumStaleness { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often Redis is asked where nobody has revoked anything; at most 2 seconds, and a quarter of <see cref="MaximumStaleness"/>. What is revoked elsewhere is known at once.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long the start of the program waits until everything is known. It then starts, and refuses tokens with 503 until it is.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the connection of a server may take to come back after Redis has, at most; from zero to 1 minute, and the same on all servers. 10 seconds by default, as StackExchange.Redis's own policy has it
    /// after an outage of a minute. A server that starts when Redis comes back empty waits for so long, and 2 seconds, for those who know what was revoked. With
    /// <c>ReconnectRetryPolicy = new LinearRetry(1000)</c> 2 seconds will do; it never waits for less than 5.
    /// </summary>
    public TimeSpan ReconnectTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long nobody is fresh after something was lost. The same on all servers.</summary>
    internal TimeSpan HoldTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The same where nobody says that they were fresh just before.</summary>
    internal TimeSpan LongHoldTime => ReconnectTime > TimeSpan.Zero && ReconnectTime + LongestPoll > HoldTime ? ReconnectTime + LongestPoll : HoldTime;

    /// <summary>For <see cref="PollInterval"/>.</summary>
    internal static TimeSpan LongestPoll { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Who has something to put back waits for up to so long, so that one does it for all.</summary>
    internal TimeSpan HealDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the log gets beyond twice what is needed of it, before it is cleaned.</summary>
    internal int CleanSlack { get; set; } = 1000;
}
