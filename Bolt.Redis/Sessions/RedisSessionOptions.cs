using Bolt.Redis;

namespace Bolt;

/// <summary>How sessions are kept in Redis. Read from the configuration section <c>Bolt:Redis:Sessions</c>.</summary>
public sealed class RedisSessionOptions : IRedisOptions
{
    /// <summary>What the names of the keys begin with. Servers with the same prefix share sessions.</summary>
    public string KeyPrefix { get; set; } = "bolt:sessions";

    /// <summary>The database; -1 for the connection's own.</summary>
    public int Database { get; set; } = -1;
}
