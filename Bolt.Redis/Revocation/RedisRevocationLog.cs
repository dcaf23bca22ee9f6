using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using StackExchange.Redis;

namespace Bolt.Redis.Revocation;

/// <summary>
/// The log over the application's connection: a stream, a hash that says how far it goes, a lock and a channel. Their names hold the version of their format and share a hash tag, so that a cluster keeps
/// them together. No key has an end, so <c>volatile-*</c> eviction never touches them.
/// </summary>
internal sealed class RedisRevocationLog : IRevocationLog
{
    /// <summary>How long other processes wait for one that was healing or cleaning and has stopped.</summary>
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(10);

    private const CommandFlags Primary = CommandFlags.DemandMaster;

    private readonly IConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private readonly RedisKey[] _keys;
    private readonly RedisKey _lock;
    private readonly RedisChannel _bell;
    private readonly long _hold;
    private readonly long _longHold;
    private readonly string _owner = Hex(Random());
    private Action<RedisChannel, RedisValue>? _listener;

    /// <summary>A proxy may not know INFO, and an access list may forbid it.</summary>
    private bool _hasInfo = true;

    public RedisRevocationLog(IConnectionMultiplexer connection, RedisRevocationOptions options)
    {
        _connection = connection;
        _database = connection.GetDatabase(options.Database);
        var prefix = "{" + options.KeyPrefix + "}:1:";
        _lock = prefix + "lock";
        _keys = [prefix + "log", prefix + "head", _lock];
        _bell = RedisChannel.Literal(prefix + "bell");
        _hold = (long)options.HoldTime.TotalMilliseconds;
        _longHold = (long)options.LongHoldTime.TotalMilliseconds;
    }

    public async ValueTask<LogView> ReadAsync(long from, int count)
    {
        if (_hasInfo)
        {
            try
            {
                return await ReadAsync(from, count, hasInfo: true).ConfigureAwait(false);
            }
            catch (RedisServerException)
            {
                if (await HasInfoAsync().ConfigureAwait(false))
                {
                    throw;
                }

                _hasInfo = false;
            }
        }

        return await ReadAsync(from, count, hasInfo: false).ConfigureAwait(false);
    }

    public async ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, bool isCutOff) =>
        await RunAsync(RevocationScripts.Append, WithEntries([Bell, Tag(), Hex(Random()), Hold(isCutOff)], entries)).ConfigureAwait(false);

    public async ValueTask RenewAsync(ulong? expected, string? replicationId, bool isCutOff) =>
        await RunAsync(RevocationScripts.Renew, [Bell, expected is { } epoch ? Hex(epoch) : "", Hex(Random()), replicationId ?? "", Hold(isCutOff)]).ConfigureAwait(false);

    public async ValueTask ResetAsync(ulong expected, bool isHole, string? replicationId, bool isCutOff) =>
        await RunAsync(RevocationScripts.Reset, [Bell, Hex(expected), Hex(Random()), replicationId ?? "", Hold(isCutOff), isHole ? "1" : "0"]).ConfigureAwait(false);

    public async ValueTask HoldAsync(ulong expected, bool isCutOff) => await RunAsync(RevocationScripts.Hold, [Hex(expected), _hold, isCutOff ? "0" : "1"]).ConfigureAwait(false);

    public async ValueTask<bool> TryLockAsync() =>
        await _database.StringSetAsync(_lock, _owner, LockTime, When.NotExists, Primary).ConfigureAwait(false)
        || await _database.StringGetAsync(_lock, Primary).ConfigureAwait(false) == _owner;

    public async ValueTask UnlockAsync() => await _database.ScriptEvaluateAsync(RevocationScripts.Unlock, [_lock], [_owner], Primary).ConfigureAwait(false);

    public async ValueTask<ulong?> HealAsync(ulong expected, bool isNew, IReadOnlyList<LogEntry> entries)
    {
        var epoch = isNew ? Random() : expected;
        return await RunAsync(
            RevocationScripts.Heal,
            WithEntries([Bell, _owner, (long)LockTime.TotalMilliseconds, Hex(expected), isNew ? Hex(epoch) : "", _hold, Tag()], entries)).ConfigureAwait(false) ? epoch : null;
    }

    public async ValueTask<bool> CleanAsync(ulong expected, long first, long through, long? kept, IReadOnlyList<LogEntry> entries) => await RunAsync(
        RevocationScripts.Clean,
        WithEntries([_owner, (long)LockTime.TotalMilliseconds, Hex(expected), first, through, kept is { } count ? count : "", Tag()], entries)).ConfigureAwait(false);

    public async ValueTask ListenAsync(Action ring)
    {
        var listener = new Action<RedisChannel, RedisValue>((_, _) => ring());
        await _connection.GetSubscriber().SubscribeAsync(_bell, listener).ConfigureAwait(false);
        _listener = listener;
    }

    public async ValueTask StopListeningAsync()
    {
        if (_listener is { } listener)
        {
            _listener = null;
            await _connection.GetSubscriber().UnsubscribeAsync(_bell, listener).ConfigureAwait(false);
        }
    }

    public async ValueTask<string?> EvictionPolicyAsync() => Field(await InfoAsync("memory").ConfigureAwait(false), "maxmemory_policy:");

    private RedisValue Bell => (string)_bell!;

    private long Hold(bool isCutOff) => isCutOff ? _longHold : _hold;

    private async ValueTask<LogView> ReadAsync(long from, int count, bool hasInfo)
    {
        var found = await _database.ScriptEvaluateAsync(RevocationScripts.Read, _keys, [from == 0 ? "-" : Id(from), count, hasInfo ? "1" : "0"], Primary).ConfigureAwait(false);
        return new(from, count, ReadHead((RedisValue[])found[0]!), (long)found[1], ReadItems(found[2]), ReadTime(found[3]), hasInfo ? Field((string?)found[4], "master_replid:") : null);
    }

    private async Task<bool> HasInfoAsync() => Field(await InfoAsync("replication").ConfigureAwait(false), "master_replid:") is not null;

    /// <summary>In a script, because the client lets nobody ask for <c>INFO</c> without <c>allowAdmin</c>. Null where the server does not tell.</summary>
    private async Task<string?> InfoAsync(string section)
    {
        try
        {
            return (string?)await _database.ScriptEvaluateAsync(RevocationScripts.Info, [_keys[1]], [section], Primary).ConfigureAwait(false);
        }
        catch (RedisServerException)
        {
            return null;
        }
    }

    private async Task<bool> RunAsync(string script, RedisValue[] arguments) =>
        (long)await _database.ScriptEvaluateAsync(script, _keys, arguments, Primary).ConfigureAwait(false) == 1;

    private static RedisValue[] WithEntries(RedisValue[] arguments, IReadOnlyList<LogEntry> entries)
    {
        var all = new RedisValue[arguments.Length + entries.Count];
        arguments.CopyTo(all, 0);
        for (var i = 0; i < entries.Count; i++)
        {
            var bytes = new byte[LogEntry.Size];
            entries[i].Write(bytes);
            all[arguments.Length + i] = bytes;
        }

        return all;
    }

    private static LogHead? ReadHead(RedisValue[] fields) =>
        (string?)fields[0] is { Length: 16 } hex
        && ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch)
        && TryNumber(fields[1], out var first)
        && TryNumber(fields[2], out var sequence)
        && !fields[3].IsNull
        && TryNumber(fields[4], out var held)
        && TryNumber(fields[5], out var kept)
            ? new(epoch, first, sequence, (string)fields[3]!, held, kept)
            : null;

    private static bool TryNumber(RedisValue value, out long number) => long.TryParse((string?)value, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static LogItem[] ReadItems(RedisResult entries)
    {
        var items = new LogItem[entries.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ReadItem((string)entries[i][0]!, (RedisValue[])entries[i][1]!);
        }

        return items;
    }

    /// <summary>As <see cref="RevocationScripts"/> adds them; whatever else stands there was written by someone else.</summary>
    private static LogItem ReadItem(string id, RedisValue[] fields)
    {
        var isOurs = long.TryParse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        if (!isOurs || !id.EndsWith("-0", StringComparison.Ordinal) || fields is not [var name, var value, _, var at] || name != "e" || (byte[]?)value is not { Length: LogEntry.Size + sizeof(ulong) } bytes)
        {
            return new(isOurs ? sequence : long.MaxValue, false, default, 0, 0);
        }

        _ = TryNumber(at, out var appendedAt);
        return new(sequence, true, LogEntry.Read(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(LogEntry.Size)), appendedAt);
    }

    private static long ReadTime(RedisResult result) =>
        (long.Parse((string)result[0]!, CultureInfo.InvariantCulture) * 1000) + (long.Parse((string)result[1]!, CultureInfo.InvariantCulture) / 1000);

    private static string? Field(string? info, string name)
    {
        foreach (var line in info.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return line[name.Length..].Trim().ToString();
            }
        }

        return null;
    }

    private static RedisValue Id(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{sequence}-0");

    private static string Hex(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Random() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static RedisValue Tag() => RandomNumberGenerator.GetBytes(sizeof(ulong));
}
