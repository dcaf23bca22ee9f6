using Bolt.Redis;

namespace Bolt;

/// <summary>How sign-ins with refresh tokens are kept in Redis. Read from the configuration section <c>Bolt:Redis:RefreshTokens</c>.</summary>
public sealed class RedisRefreshTokenOptions : IRedisOptions
{
    /// <summary>What the names of the keys begin with. Servers with the same prefix share sign-ins.</summary>
    public string KeyPrefix { get; set; } = "bolt:refresh";

    /// <summary>The database; -1 for the connection's own.</summary>
    public int Database { get; set; } = -1;
}
