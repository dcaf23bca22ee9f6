using Bolt.Redis;

namespace Bolt;

/// <summary>How sessions are kept in Redis. Read from the configuration section <c>Bolt:Redis:Sessions</c>.</summary>
public sealed class RedisSessionOptions : IRedisOptions
{
    /// <summary>
    /// What the names of the keys begin with. Servers with the same prefix share sessions. Two applications need two prefixes: with one, no cookie of the one is good in the other, but a
    /// user's list names the sessions of both, and "log out everywhere" in the one ends those of the user with the same id in the other.
    /// </summary>
    public string KeyPrefix { get; set; } = "bolt:sessions";

    /// <summary>The database; -1 for the connection's own.</summary>
    public int Database { get; set; } = -1;
}
