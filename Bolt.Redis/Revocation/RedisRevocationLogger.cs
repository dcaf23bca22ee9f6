using System;
using Microsoft.Extensions.Logging;

namespace Bolt.Redis.Revocation;

/// <summary>Messages about revocation over Redis.</summary>
internal static partial class RedisRevocationLogger
{
    [LoggerMessage(6101, LogLevel.Information, "Everything that is revoked is known here: {Count} entries.", EventName = "RevocationSynchronized")]
    public static partial void Synchronized(ILogger logger, int count);

    [LoggerMessage(6102, LogLevel.Warning, "The log of revocations in Redis is not the one that was known here ({Reason}); it is read from the beginning.", EventName = "RevocationResynchronized")]
    public static partial void Resynchronized(ILogger logger, string reason);

    [LoggerMessage(6103, LogLevel.Error, "What is revoked has not been known here for {Staleness}. Tokens are refused with 503 until it is.", EventName = "RevocationTooStale")]
    public static partial void TooStale(ILogger logger, TimeSpan staleness, Exception? exception);

    [LoggerMessage(6104, LogLevel.Warning, "Redis evicts keys under '{Policy}' when its memory is full, the log of revocations too. Set maxmemory-policy to noeviction or to one of volatile-*.", EventName = "RevocationEvictionPolicy")]
    public static partial void EvictionPolicy(ILogger logger, string policy);

    [LoggerMessage(6105, LogLevel.Warning, "Redis had lost {Count} revocations that are known here; they were put back.", EventName = "RevocationHealed")]
    public static partial void Healed(ILogger logger, long count);

    [LoggerMessage(6106, LogLevel.Warning, "The clocks of this server and of Redis are {Distance} apart. Beyond a minute nothing that Redis says of revocations is believed here.", EventName = "RevocationClocksApart")]
    public static partial void ClocksApart(ILogger logger, TimeSpan distance);
}
