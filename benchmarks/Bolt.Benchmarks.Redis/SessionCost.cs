using System.Globalization;
using Bolt.Benchmarks.Reporting;
using Bolt.Benchmarks.Sessions;
using StackExchange.Redis;

namespace Bolt.Benchmarks.Redis;

/// <summary>A request that a session in Redis accepts, and one that reads a value of it.</summary>
internal static class SessionCost
{
    public static readonly string[] Paths = ["/me", "/theme"];

    public static readonly (string Key, string Title, Func<string, Task<Pipeline>> Make)[] Ways =
    [
        ("Tickets", "cookie authentication + `ITicketStore` over Redis", SessionServers.TicketsAsync),
        ("UseSession", "cookie authentication + `UseSession()` over Redis", SessionServers.UseSessionAsync),
        ("Bolt", "Bolt: `AddRedisSessions()`", SessionServers.BoltAsync),
    ];

    public static async Task MeasureAsync(ResultStore results, string command, int rounds, int requests)
    {
        await using var redis = await LocalRedis.StartAsync();
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        var pipelines = new List<Pipeline>();
        var cookies = new List<string>();
        foreach (var (_, title, make) in Ways)
        {
            pipelines.Add(await make(redis.Address));
            cookies.Add((await pipelines[^1].Send("POST", "/login", null)).Cookie ?? throw new InvalidOperationException(title + " set no cookie."));
        }

        foreach (var path in Paths)
        {
            for (var i = 0; i < Ways.Length; i++)
            {
                var (before, answered) = (await CommandsAsync(admin), (await pipelines[i].Send("GET", path, cookies[i])).Status);
                if (answered != 200)
                {
                    throw new InvalidOperationException($"{Ways[i].Title}: {path} answered {answered}.");
                }

                // The second time, when the first has touched what it touches once in a while; our own INFO is one of them.
                before = await CommandsAsync(admin);
                await pipelines[i].Send("GET", path, cookies[i]);
                results.Set($"redis/sessions{path}/{Ways[i].Key}/commands", "", command, await CommandsAsync(admin) - before - 1);
            }

            await Turns.MeasureAsync(results, command, rounds, requests, [.. Ways.Select((w, i) => ($"sessions{path}/{w.Key}", (Func<Task>)(() => pipelines[i].Send("GET", path, cookies[i]))))]);
        }
    }

    private static async Task<long> CommandsAsync(ConnectionMultiplexer admin)
    {
        var stats = await admin.GetServers()[0].InfoAsync("stats");
        return long.Parse(stats.SelectMany(static g => g).Single(static p => p.Key == "total_commands_processed").Value, CultureInfo.InvariantCulture);
    }
}
