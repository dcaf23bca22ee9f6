using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Redis;
using Bolt.Redis.Sessions;
using StackExchange.Redis;

namespace Bolt;

/// <summary>
/// Keeps sessions in Redis: one key each, which ends by itself. Servers that share it know the same sessions; what parallel requests write under different names all stays. Needs Redis 6.2 or later, with room
/// (<c>noeviction</c> or <c>volatile-*</c>): a session that is evicted is over. After a failover a session that was ended in its last moments may come back for at most its idle time.
/// </summary>
public sealed class RedisSessionStore : ISessionStore
{
    private const CommandFlags Primary = CommandFlags.DemandMaster;

    private readonly IConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly string _prefix;
    private readonly string _pattern;
    private readonly RedisUserIndex _users;
    private readonly RedisGenerations _generations;

    internal RedisSessionStore(IConnectionMultiplexer connection, RedisSessionOptions options, TimeProvider time)
    {
        _connection = connection;
        _database = connection.GetDatabase(options.Database);
        _time = time;
        _prefix = options.KeyPrefix + ":1:s:";
        _pattern = RedisKeyPrefix.Escape(_prefix) + "*";
        _users = new(_database, options.KeyPrefix + ":1:u:");
        _generations = new(_database, options.KeyPrefix + ":1:g:");
    }

    /// <inheritdoc />
    public async ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hash = await _database.HashGetAllAsync(Key(id), Primary).ConfigureAwait(false);
        return hash.Length > 0 && SessionFields.Read(id, hash) is var record && !record.IsOver(_time.GetUtcNow()) ? record : null;
    }

    /// <inheritdoc />
    public async ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        cancellationToken.ThrowIfCancellationRequested();
        if (record.UserId is { } user)
        {
            await _users.AddAsync(user, record.Backend, record.Id.ToArray(), record.EndsAt - _time.GetUtcNow()).ConfigureAwait(false);
        }

        var arguments = Arguments();
        SessionFields.Write(arguments, record);
        return (int)await RunAsync(record.Id, SessionScripts.Create, arguments).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc />
    public async ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();
        var arguments = Arguments(epoch);
        SessionFields.Write(arguments, changes);
        return (SessionWrite)(int)await RunAsync(id, SessionScripts.Apply, arguments).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        var value = await RunAsync(id, SessionScripts.Take, Arguments(epoch, name)).ConfigureAwait(false);
        return value.IsNull ? default(ReadOnlyMemory<byte>?) : (byte[]?)value;
    }

    /// <inheritdoc />
    public async ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rotation);
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();

        // The backend never changes: it is part of the index's key.
        var backend = (string?)await _database.HashGetAsync(Key(id), "b", Primary).ConfigureAwait(false);
        if (SessionFields.ReadUser(backend) is not { } name)
        {
            return SessionWrite.Gone;
        }

        if (rotation.UserId is { } user)
        {
            await _users.AddAsync(user, name, id.ToArray(), rotation.EndsAt - _time.GetUtcNow()).ConfigureAwait(false);
        }

        var fields = new List<RedisValue>();
        SessionFields.Write(fields, rotation);
        var arguments = Arguments(from.ToArray(), fields.Count / 2);
        arguments.AddRange(fields);
        SessionFields.Write(arguments, changes);
        var result = await RunAsync(id, SessionScripts.Rotate, arguments).ConfigureAwait(false);
        var write = (SessionWrite)(int)result[0];
        if (write == SessionWrite.Applied && result.Length > 1 && SessionFields.ReadUser((RedisValue)result[1]) is { } before && before != rotation.UserId)
        {
            await _users.RemoveAsync(before, name, id.ToArray()).ConfigureAwait(false);
        }

        return write;
    }

    /// <inheritdoc />
    public async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await RunAsync(id, SessionScripts.Touch, Arguments(epoch, SessionFields.Ticks(seen))).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var backend = SessionFields.ReadUser(await _database.HashGetAsync(Key(id), "b", Primary).ConfigureAwait(false));
        var isDeleted = (int)await RunAsync(id, SessionScripts.Delete, Arguments(SessionFields.User(userId), generation ?? RedisValue.EmptyString)).ConfigureAwait(false) == 1;
        if (isDeleted && userId is not null && backend is not null)
        {
            await _users.RemoveAsync(userId, backend, id.ToArray()).ConfigureAwait(false);
        }

        return isDeleted;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(userId);
        foreach (var member in await _users.FindAsync(userId, backend).ConfigureAwait(false))
        {
            if (await FindAsync(new SessionId((byte[])member!), cancellationToken).ConfigureAwait(false) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ToGeneration(await _generations.FindAsync(userId, backend).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public async ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ToGeneration(await _generations.RaiseAsync(userId, backend, except?.ToArray() ?? []).ConfigureAwait(false));
    }

    /// <summary>Redis removes what is over by itself; this looks at every session, for those who cannot wait.</summary>
    /// <inheritdoc />
    public async ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var server in _connection.GetServers())
        {
            if (!server.IsConnected || server.IsReplica)
            {
                continue;
            }

            await foreach (var key in server.KeysAsync(_database.Database, _pattern, 250).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await _database.ScriptEvaluateAsync(SessionScripts.Purge, [key], [SessionFields.Ticks(now)], Primary).ConfigureAwait(false);
            }
        }
    }

    private static SessionGeneration ToGeneration((long Current, byte[]? Except, long Floor) read) => new(read.Current, read.Except is { } except ? new SessionId(except) : null, read.Floor);

    private RedisKey Key(SessionId id) => _prefix + id;

    private List<RedisValue> Arguments(params ReadOnlySpan<RedisValue> more) => [SessionFields.Ticks(_time.GetUtcNow()), .. more];

    private async Task<RedisResult> RunAsync(SessionId id, string script, List<RedisValue> arguments)
    {
        try
        {
            return await _database.ScriptEvaluateAsync(script, [Key(id)], [.. arguments], Primary).ConfigureAwait(false);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("OOM", StringComparison.Ordinal))
        {
            throw new SessionStoreFullException("Redis has no room for sessions: its memory is full.", e);
        }
    }
}
