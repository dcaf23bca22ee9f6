using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Redis;
using StackExchange.Redis;

namespace Bolt;

/// <summary>
/// Keeps sign-ins with refresh tokens in Redis: one key each, which ends by itself. Needs Redis 6.2 or later, with room and preferably <c>appendonly yes</c>: what Redis loses signs its owner out. After a
/// failover a sign-in that was ended in its last moments may come back; its access tokens stay revoked where <see cref="RedisRevocationStore"/> is used.
/// </summary>
/// <remarks>How long ago a token was replaced is counted by Redis's clock, whatever those of the servers say: <see cref="RefreshFamily.RotatedAt"/> is found as the asking server's clock would have it.</remarks>
public sealed class RedisRefreshTokenStore : IRefreshTokenStore
{
    private const CommandFlags Primary = CommandFlags.DemandMaster;

    /// <summary>A sign-in that was ended is kept so long: a creation that is sent again must not bring it back.</summary>
    private const long EndedAge = 86_400_000;

    /// <summary>For clocks that differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>A call may take as long. Clocks that differ by less are the same: what was written is found as it was.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>When a family was last replaced, by Redis's clock in microseconds since 1970: now, less its age.</summary>
    private const string Rotated = """
        local function rotated(age)
          local t = redis.call('TIME')
          return string.format('%.0f', tonumber(t[1]) * 1000000 + tonumber(t[2]) - tonumber(age))
        end

        """;

    /// <summary>Arguments: its life in milliseconds, the current hash, its age in microseconds, then fields and values. 1 added, 2 there already, 0 another one.</summary>
    private const string CreateScript = Rotated + """
        local current = redis.call('HGET', KEYS[1], 'h')
        if current then return current == ARGV[2] and 2 or 0 end
        redis.call('HSET', KEYS[1], 'w', rotated(ARGV[3]), unpack(ARGV, 4))
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return 1
        """;

    /// <summary>Arguments: its life in milliseconds, the generation it must have, its age in microseconds, then fields and values.</summary>
    private const string ReplaceScript = Rotated + """
        local h = redis.call('HMGET', KEYS[1], 'g', 'over')
        if h[1] ~= ARGV[2] or h[2] then return 0 end
        redis.call('HSET', KEYS[1], 'w', rotated(ARGV[3]))
        for i = 4, #ARGV, 2 do
          if ARGV[i + 1] == '' then redis.call('HDEL', KEYS[1], ARGV[i]) else redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
        end
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return 1
        """;

    /// <summary>Arguments: how long it is kept in milliseconds, when, why. Returns the user.</summary>
    private const string EndScript = """
        local h = redis.call('HMGET', KEYS[1], 'u', 'over')
        if not h[1] or h[2] then return false end
        redis.call('HSET', KEYS[1], 'over', ARGV[2], 'why', ARGV[3])
        if redis.call('PTTL', KEYS[1]) > tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return h[1]
        """;

    /// <summary>The fields and values, and the time.</summary>
    private const string FindScript = "return {redis.call('HGETALL', KEYS[1]), redis.call('TIME')}";

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly string _prefix;
    private readonly RedisUserIndex _users;
    private readonly RedisGenerations _generations;

    internal RedisRefreshTokenStore(IConnectionMultiplexer connection, RedisRefreshTokenOptions options, TimeProvider time)
    {
        _database = connection.GetDatabase(options.Database);
        _time = time;
        _prefix = options.KeyPrefix + ":1:f:";
        _users = new(_database, options.KeyPrefix + ":1:u:");
        _generations = new(_database, options.KeyPrefix + ":1:g:");
    }

    /// <inheritdoc />
    public async ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(family);
        cancellationToken.ThrowIfCancellationRequested();

        // Where the sign-in was ended already, the id in the index names nothing that is alive.
        await _users.AddAsync(family.UserId, "", family.Id, family.EndsAt - _time.GetUtcNow()).ConfigureAwait(false);
        List<RedisValue> arguments = [Life(family), family.Current, Age(family), "u", "=" + family.UserId, "c", family.CreatedAt.UtcTicks];
        arguments.AddRange(Changing(family).Where(static f => f.Value.Length() > 0).SelectMany(static f => new[] { f.Name, f.Value }));
        if ((int)await _database.ScriptEvaluateAsync(CreateScript, [Key(family.Id)], [.. arguments], Primary).ConfigureAwait(false) == 0)
        {
            throw new InvalidOperationException("There is another family with this id.");
        }
    }

    /// <inheritdoc />
    public async ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        var before = _time.GetUtcNow();
        var found = await _database.ScriptEvaluateAsync(FindScript, [Key(id)], [], Primary).ConfigureAwait(false);
        var (hash, time) = ((RedisValue[])found[0]!, (RedisValue[])found[1]!);
        return hash.Length == 0 ? null : Read(id, hash, before, ((long)time[0] * 1_000_000) + (long)time[1]);
    }

    /// <inheritdoc />
    public async ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        cancellationToken.ThrowIfCancellationRequested();
        List<RedisValue> arguments = [Life(next), expectedGeneration, Age(next), .. Changing(next).SelectMany(static f => new[] { f.Name, f.Value })];
        return (int)await _database.ScriptEvaluateAsync(ReplaceScript, [Key(next.Id)], [.. arguments], Primary).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc />
    public async ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        var user = (RedisValue)await _database.ScriptEvaluateAsync(EndScript, [Key(id)], [EndedAge, endedAt.UtcTicks, (int)reason], Primary).ConfigureAwait(false);
        if (user.IsNull)
        {
            return false;
        }

        await _users.RemoveAsync(((string)user!)[1..], "", id).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RefreshFamily> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(userId);
        foreach (var id in await _users.FindAsync(userId, "").ConfigureAwait(false))
        {
            if (await FindAsync((string)id!, cancellationToken).ConfigureAwait(false) is { EndedAt: null } family && family.UserId == userId)
            {
                yield return family;
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return (await _generations.FindAsync(userId, "").ConfigureAwait(false)).Current;
    }

    /// <inheritdoc />
    public async ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return (await _generations.RaiseAsync(userId, "", default).ConfigureAwait(false)).Current;
    }

    /// <summary>What a replacement writes; an empty value where there is none.</summary>
    private static (RedisValue Name, RedisValue Value)[] Changing(RefreshFamily family) =>
    [
        ("g", family.Generation),
        ("h", family.Current),
        ("p", family.Previous),
        ("n", family.Nonce),
        ("t", family.StampHash ?? []),
        ("r", family.RotatedAt.UtcTicks),
        ("i", family.ExpiresAt.UtcTicks),
        ("x", family.EndsAt.UtcTicks),
        ("v", family.UserGeneration),
        ("a", Text(family.Client)),
        ("d", Text(family.Device)),
        ("m", Text(family.Methods)),
    ];

    private RefreshFamily Read(string id, RedisValue[] hash, DateTimeOffset before, long time)
    {
        var fields = new Dictionary<string, RedisValue>(hash.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i < hash.Length; i += 2)
        {
            fields[(string)hash[i]!] = hash[i + 1];
        }

        return new RefreshFamily
        {
            Id = id,
            UserId = ReadText(fields["u"])!,
            Generation = (int)fields["g"],
            Current = Bytes("h") ?? [],
            Previous = Bytes("p") ?? [],
            Nonce = Bytes("n") ?? [],
            StampHash = Bytes("t"),
            CreatedAt = Moment("c")!.Value,
            RotatedAt = RotatedAt(),
            ExpiresAt = Moment("i")!.Value,
            EndsAt = Moment("x")!.Value,
            EndedAt = Moment("over"),
            EndReason = fields.TryGetValue("why", out var why) ? (RefreshEndReason)(int)why : null,
            UserGeneration = (long)fields["v"],
            Client = ReadText(fields.GetValueOrDefault("a")),
            Device = ReadText(fields.GetValueOrDefault("d")),
            Methods = ReadText(fields.GetValueOrDefault("m")),
        };

        DateTimeOffset RotatedAt()
        {
            var written = Moment("r")!.Value;
            if (!fields.TryGetValue("w", out var rotated))
            {
                return written;
            }

            var (now, age) = (_time.GetUtcNow(), TimeSpan.FromMicroseconds(time - (long)rotated));
            return ClockDistance.Of(before - age, now - age, written) < Tolerance ? written : now - age;
        }

        byte[]? Bytes(string name) => fields.TryGetValue(name, out var value) ? (byte[]?)value : null;
        DateTimeOffset? Moment(string name) => fields.TryGetValue(name, out var value) ? new DateTimeOffset(long.Parse((string)value!, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;
    }

    /// <summary>One character in front, because an empty field is none.</summary>
    private static RedisValue Text(string? value) => value is null ? RedisValue.EmptyString : "=" + value;

    private static string? ReadText(RedisValue field) => field.IsNullOrEmpty ? null : ((string)field!)[1..];

    private RedisKey Key(string id) => _prefix + id;

    /// <summary>A call may have been held up since it read the clock.</summary>
    private long Age(RefreshFamily family) => Math.Max(0, (_time.GetUtcNow() - family.RotatedAt).Ticks / TimeSpan.TicksPerMicrosecond);

    private long Life(RefreshFamily family)
    {
        var end = family.ExpiresAt < family.EndsAt ? family.ExpiresAt : family.EndsAt;
        return (long)Math.Clamp((end - _time.GetUtcNow() + Margin).TotalMilliseconds, 1, 1e12);
    }
}
