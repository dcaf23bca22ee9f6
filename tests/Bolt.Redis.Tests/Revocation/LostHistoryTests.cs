using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>
/// Real servers that lose what they had acknowledged, by every way there is. A process that says a token is good knows everything that was revoked, a process that starts in that very moment too; and Redis gets
/// back what it has lost.
/// </summary>
public sealed class LostHistoryTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 160).Select(static i => "token-" + i)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands => ["XTRIM {bolt:revoked}:1:log MAXLEN 5", "DEL {bolt:revoked}:1:log", "DEL {bolt:revoked}:1:head", "FLUSHALL", "XDEL {bolt:revoked}:1:log 80-0", "HDEL {bolt:revoked}:1:head seq", "SCRIPT FLUSH"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task ByHand(string command)
    {
        await using var redis = await RedisServer.StartAsync();
        await NobodyIsFooledAsync(redis.Port, async () =>
        {
            await using var connection = await redis.AdministerAsync();
            var words = command.Split(' ');
            await connection.GetDatabase().ExecuteAsync(words[0], [.. words[1..]]);
        });
    }

    [Fact]
    public async Task ByAKillAndAnEmptyRestart()
    {
        await using var redis = await RedisServer.StartAsync();
        await NobodyIsFooledAsync(redis.Port, async () =>
        {
            await redis.KillAsync();
            await redis.RestartAsync();
        });
    }

    /// <summary>A replica that had lost its connection takes over: the last 60 that were acknowledged are gone, and others get their numbers before anyone looks.</summary>
    [Fact]
    public async Task ByAFailover()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync();
        await using var link = new TcpProxy(primary.Port);
        await using var address = new TcpProxy(primary.Port);
        await using var admin = await replica.AdministerAsync();
        await admin.GetDatabase().ExecuteAsync("REPLICAOF", "127.0.0.1", link.Port);
        await Eventually.HoldsAsync(() => Info(admin, "master_link_status") == "up", "replication");
        await NobodyIsFooledAsync(
            address.Port,
            async () =>
            {
                await primary.KillAsync();
                await admin.GetDatabase().ExecuteAsync("REPLICAOF", "NO", "ONE");
                address.MoveTo(replica.Port);
            },
            cutAfter: 100,
            cut: async () =>
            {
                await using var connection = await primary.ConnectAsync();
                await Eventually.HoldsAsync(() => admin.GetDatabase().StreamLength("{bolt:revoked}:1:log") >= 100, "what was replicated");
                link.Cut();
            });
    }

    private static string? Info(ConnectionMultiplexer connection, string field) =>
        ((string?)connection.GetDatabase().Execute("INFO", "replication"))?.Split("\r\n").FirstOrDefault(l => l.StartsWith(field + ":", StringComparison.Ordinal))?[(field.Length + 1)..];

    private static async Task NobodyIsFooledAsync(int port, Func<Task> disaster, int cutAfter = -1, Func<Task>? cut = null)
    {
        var veterans = new List<ReplicaNode>();
        ReplicaNode? newcomer = null;
        var watches = new List<Task<int>>();
        using var stop = new CancellationTokenSource();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                veterans.Add(await ReplicaNode.StartAsync(port, ReplicaNode.Lossy));
            }

            for (var i = 0; i < Ids.Length; i++)
            {
                if (i == cutAfter)
                {
                    await cut!();
                }

                await veterans[i % veterans.Count].RevokeAsync(Ids[i]);
            }

            // What nobody else knows yet when Redis forgets it is the writer's to put back.
            var returned = DateTimeOffset.UtcNow.UtcTicks;
            watches.Add(Task.Run(() => WatchAsync(veterans.ToArray(), returned, stop.Token), Cancellation));
            await disaster();
            newcomer = await ReplicaNode.StartAsync(port, ReplicaNode.Lossy, isAwaited: false);
            watches.Add(Task.Run(() => WatchAsync([newcomer], returned, stop.Token), Cancellation));
            List<ReplicaNode> all = [.. veterans, newcomer];
            await Eventually.HoldsAsync(() => all.TrueForAll(static n => n.IsFresh && Ids.All(n.Knows)), "everyone fresh");

            // The log has everything again: one that reads it alone knows all.
            await stop.CancelAsync();
            Assert.Equal(0, (await Task.WhenAll(watches)).Sum());
            foreach (var node in all)
            {
                await node.DisposeAsync();
            }

            await using var late = await ReplicaNode.StartAsync(port, ReplicaNode.Lossy);
            Assert.DoesNotContain(Ids, id => !late.Knows(id));
        }
        finally
        {
            foreach (var node in veterans.Append(newcomer).OfType<ReplicaNode>())
            {
                await node.DisposeAsync();
            }
        }
    }

    /// <summary>How often somebody would have said "valid" of what was revoked earlier than it last looked.</summary>
    private static async Task<int> WatchAsync(ReplicaNode[] nodes, long returned, CancellationToken stop)
    {
        var fooled = 0;
        while (!stop.IsCancellationRequested)
        {
            foreach (var node in nodes)
            {
                var snapshot = node.Replica.Snapshot;
                if (snapshot.FreshAt is { } fresh && fresh.Ticks > returned && Ids.Any(id => !ReplicaNode.Knows(snapshot, id)))
                {
                    fooled++;
                }
            }

            await Task.Delay(2, CancellationToken.None);
        }

        return fooled;
    }
}
