using Bolt.Redis.Revocation;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>A process as far as revocation goes: a connection of its own, a replica and its store.</summary>
internal sealed class ReplicaNode : IAsyncDisposable
{
    private static readonly RevocationOptions Revocation = new() { ClockSkew = TimeSpan.FromSeconds(30), MaximumTokenLifetime = TimeSpan.FromDays(1), Retention = TimeSpan.FromDays(1) };

    private ReplicaNode(ConnectionMultiplexer connection, RedisRevocationOptions options, TimeProvider time)
    {
        Connection = connection;
        Replica = new(new RedisRevocationLog(connection, options), options, time, new(new TestMeterFactory()), Logs.CreateLogger("test"));
        Store = new(Replica, Revocation, time);
    }

    public ConnectionMultiplexer Connection { get; }

    public RevocationReplica Replica { get; }

    public RedisRevocationStore Store { get; }

    public LogCollector Logs { get; } = new();

    public bool IsFresh => Replica.IsFresh(Replica.Snapshot);

    /// <summary>Where nothing is lost, nobody need wait for those who put it back.</summary>
    public static RedisRevocationOptions Peaceful => new()
    {
        PollInterval = TimeSpan.FromMilliseconds(100),
        HoldTime = TimeSpan.Zero,
        ReconnectTime = TimeSpan.Zero,
        HealDelay = TimeSpan.FromMilliseconds(100),
    };

    /// <summary>Where something is lost: the hold is many polls long, as it is by default, also for a busy machine.</summary>
    public static RedisRevocationOptions Lossy => new()
    {
        PollInterval = TimeSpan.FromMilliseconds(100),
        HoldTime = TimeSpan.FromSeconds(1.5),
        ReconnectTime = TimeSpan.Zero,
        HealDelay = TimeSpan.FromMilliseconds(100),
    };

    public static async Task<ReplicaNode> StartAsync(int port, RedisRevocationOptions? options = null, bool isAwaited = true, TimeProvider? time = null)
    {
        var node = new ReplicaNode(await Connections.OpenAsync(port), options ?? Peaceful, time ?? TimeProvider.System);
        node.Replica.Start();
        if (isAwaited)
        {
            await node.Replica.Synchronized.WaitAsync(TimeSpan.FromSeconds(60));
        }

        return node;
    }

    public bool Knows(string id) => Knows(Replica.Snapshot, id);

    public static bool Knows(ReplicaSnapshot snapshot, string id) => snapshot.Table.Find(Words(id).First, Words(id).Second) > 0;

    public Task RevokeAsync(string id, TimeSpan? lifetime = null) => Store.RevokeAsync(id, DateTimeOffset.UtcNow + (lifetime ?? TimeSpan.FromHours(1)), CancellationToken.None).AsTask();

    public async ValueTask DisposeAsync()
    {
        await Replica.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private static (ulong First, ulong Second) Words(string id) => LogEntry.Words(RevocationKey.ForToken(id));
}
