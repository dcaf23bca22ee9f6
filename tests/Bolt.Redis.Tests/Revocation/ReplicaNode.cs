using Bolt.Redis.Revocation;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>A process as far as revocation goes: a connection of its own, a replica and its store.</summary>
internal sealed class ReplicaNode : IAsyncDisposable
{
    private static readonly RevocationOptions Revocation = new() { ClockSkew = TimeSpan.FromSeconds(30), MaximumTokenLifetime = TimeSpan.FromDays(1), Retention = TimeSpan.FromDays(1) };

    private ReplicaNode(ConnectionMultiplexer connection, RedisRevocationOptions options)
    {
        Connection = connection;
        Replica = new(new RedisRevocationLog(connection, options), options, TimeProvider.System, new(new TestMeterFactory()), Logs.CreateLogger("test"));
        Store = new(Replica, Revocation, TimeProvider.System);
    }

    public ConnectionMultiplexer Connection { get; }

    public RevocationReplica Replica { get; }

    public RedisRevocationStore Store { get; }

    public LogCollector Logs { get; } = new();

    public bool IsFresh => Replica.IsFresh(Replica.Snapshot);

    /// <summary>Everything five times faster than by default.</summary>
    public static RedisRevocationOptions Options => new()
    {
        MaximumStaleness = TimeSpan.FromSeconds(4),
        PollInterval = TimeSpan.FromMilliseconds(100),
        HoldTime = TimeSpan.FromSeconds(1.5),
        HealDelay = TimeSpan.FromMilliseconds(100),
    };

    public static async Task<ReplicaNode> StartAsync(int port, RedisRevocationOptions? options = null, bool isAwaited = true)
    {
        var node = new ReplicaNode(await ConnectionMultiplexer.ConnectAsync(RedisServer.ConfigurationFor(port)), options ?? Options);
        node.Replica.Start();
        if (isAwaited)
        {
            await node.Replica.Synchronised.WaitAsync(TimeSpan.FromSeconds(60));
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
