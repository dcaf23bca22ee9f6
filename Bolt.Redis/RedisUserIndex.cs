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
/// it is not found; and by Redis's clock, so that a server whose own is ahead takes nobody else's away.
/// </summary>
internal sealed class RedisUserIndex(IDatabase database, string prefix)
{
    private const CommandFlags Primary = CommandFlags.DemandMaster;

    /// <summary>In seconds. A record is not over before its owner's clock says so.</summary>
    private const double Margin = 3600;

    private const double Longest = 1e10;

    /// <summary>Arguments: id, and its life in seconds.</summary>
    private const string AddScript = """
        local now = tonumber(redis.call('TIME')[1])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now))
        redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])
        local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
        redis.call('EXPIRE', KEYS[1], string.format('%.0f', math.max(1, tonumber(last[2]) - now)))
        return 1
        """;

    /// <summary>The name of a key about a user: no id of theirs is written down, and no character of it matters.</summary>
    public static string Hash(string user, string backend = "") =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{backend.Length}:{backend}{user}"))).AsSpan(0, 16));

    /// <param name="user">Whose.</param>
    /// <param name="backend">What kind of record.</param>
    /// <param name="id">Its id.</param>
    /// <param name="life">How long it may live, at most.</param>
    public Task AddAsync(string user, string backend, RedisValue id, TimeSpan life) =>
        database.ScriptEvaluateAsync(AddScript, [Key(user, backend)], [id, (long)Math.Clamp(life.TotalSeconds + Margin, 1, Longest)], Primary);

    public Task RemoveAsync(string user, string backend, RedisValue id) => database.SortedSetRemoveAsync(Key(user, backend), id, Primary);

    public async Task<IReadOnlyList<RedisValue>> FindAsync(string user, string backend) =>
        await database.SortedSetRangeByRankAsync(Key(user, backend), flags: Primary).ConfigureAwait(false);

    private RedisKey Key(string user, string backend) => prefix + Hash(user, backend);
}
