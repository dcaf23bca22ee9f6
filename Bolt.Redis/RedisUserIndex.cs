using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using StackExchange.Redis;

namespace Bolt.Redis;

/// <summary>
/// Which ids are a user's, by when they end. Written before a record and cleared after it: an id without a record is harmless, a record without its id is not. So an id leaves when its time is over, not when
/// it is not found.
/// </summary>
internal sealed class RedisUserIndex(IDatabase database, string prefix)
{
    private const CommandFlags Primary = CommandFlags.DemandMaster;

    /// <summary>For clocks that differ.</summary>
    private const long Margin = 3600;

    /// <summary>Arguments: id, when it ends, now; all in seconds.</summary>
    private const string AddScript = """
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3])
        redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
        local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
        redis.call('EXPIRE', KEYS[1], string.format('%.0f', math.max(1, math.min(tonumber(last[2]) - tonumber(ARGV[3]), 1e10))))
        return 1
        """;

    /// <summary>The name of a key about a user: no id of theirs is written down, and no character of it matters.</summary>
    public static string Hash(string user, string backend = "") =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{backend.Length}:{backend}{user}"))).AsSpan(0, 16));

    public Task AddAsync(string user, string backend, RedisValue id, DateTimeOffset endsAt, DateTimeOffset now) =>
        database.ScriptEvaluateAsync(AddScript, [Key(user, backend)], [id, endsAt.ToUnixTimeSeconds() + Margin, now.ToUnixTimeSeconds()], Primary);

    public Task RemoveAsync(string user, string backend, RedisValue id) => database.SortedSetRemoveAsync(Key(user, backend), id, Primary);

    public async Task<IReadOnlyList<RedisValue>> FindAsync(string user, string backend) =>
        await database.SortedSetRangeByRankAsync(Key(user, backend), flags: Primary).ConfigureAwait(false);

    private RedisKey Key(string user, string backend) => prefix + Hash(user, backend);
}
