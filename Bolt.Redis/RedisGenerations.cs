using System;
using System.Threading.Tasks;
using StackExchange.Redis;

namespace Bolt.Redis;

/// <summary>A number for each user that only grows. Forgotten after a day, because no sign-in takes as long; the next one is greater all the same, since it is at least the server's clock in microseconds.</summary>
internal sealed class RedisGenerations(IDatabase database, string prefix)
{
    private const CommandFlags Primary = CommandFlags.DemandMaster;

    /// <summary>Arguments: what is excepted, or nothing. Returns the number, the exception and its floor.</summary>
    private const string RaiseScript = """
        local t = redis.call('TIME')
        local h = redis.call('HMGET', KEYS[1], 'n', 'x', 'f')
        local current = tonumber(h[1] or '0')
        local next = math.max(current + 1, tonumber(t[1]) * 1000000 + tonumber(t[2]))
        local floor = string.format('%.0f', current)
        if ARGV[1] ~= '' and h[2] == ARGV[1] then floor = h[3] end
        next = string.format('%.0f', next)
        redis.call('HSET', KEYS[1], 'n', next, 'x', ARGV[1], 'f', floor)
        redis.call('EXPIRE', KEYS[1], 86400)
        return {next, ARGV[1], floor}
        """;

    private static readonly RedisValue[] Fields = ["n", "x", "f"];

    public async Task<(long Current, byte[]? Except, long Floor)> FindAsync(string user, string backend) =>
        Read(await database.HashGetAsync(Key(user, backend), Fields, Primary).ConfigureAwait(false));

    public async Task<(long Current, byte[]? Except, long Floor)> RaiseAsync(string user, string backend, ReadOnlyMemory<byte> except) =>
        Read((RedisValue[])(await database.ScriptEvaluateAsync(RaiseScript, [Key(user, backend)], [except], Primary).ConfigureAwait(false))!);

    private static (long Current, byte[]? Except, long Floor) Read(RedisValue[] values) =>
        values[0].IsNull ? default : ((long)values[0], (byte[]?)values[1] is { Length: > 0 } except ? except : null, (long)values[2]);

    private RedisKey Key(string user, string backend) => prefix + RedisUserIndex.Hash(user, backend);
}
