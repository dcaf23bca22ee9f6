using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>Connections as an application has them; only that they try again soon, because tests take the server away, and wait long, because the machine may be busy.</summary>
internal static class Connections
{
    /// <summary>For what only an administrator may; the stores have no such connection.</summary>
    public static async Task<ConnectionMultiplexer> AdministerAsync(this RedisServer server)
    {
        var options = Options(server.Port);
        options.AllowAdmin = true;
        // No test waits for this one to fail, and its synchronous commands hold a thread of a pool that is small on a busy machine.
        options.SyncTimeout = options.AsyncTimeout = 60_000;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    public static async Task<ConnectionMultiplexer> OpenAsync(int port) => await ConnectionMultiplexer.ConnectAsync(Options(port));

    public static ConnectionMultiplexer Open(int port) => ConnectionMultiplexer.Connect(Options(port));

    public static Task<ConnectionMultiplexer> ConnectAsync(this RedisServer server) => OpenAsync(server.Port);

    private static ConfigurationOptions Options(int port)
    {
        var options = ConfigurationOptions.Parse(RedisServer.ConfigurationFor(port));
        options.AsyncTimeout = 4000;
        options.ReconnectRetryPolicy = new LinearRetry(100);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        return options;
    }
}
