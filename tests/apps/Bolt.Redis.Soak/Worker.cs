using System.Globalization;
using StackExchange.Redis;

namespace Bolt.Redis.Soak;

/// <summary>A server as far as revocation goes. A line in, a line out.</summary>
internal static class Worker
{
    public static async Task RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddConsole(static o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(address));
        builder.Services.AddBolt().AddJwt(static o => o.Secret = new string('s', 32)).AddRedisRevocation(static o => o.ReconnectTime = TimeSpan.Zero);
        await using var app = builder.Build();
        await app.StartAsync();
        var store = app.Services.GetRequiredService<RedisRevocationStore>();
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            Console.WriteLine(words[0] switch
            {
                "revoke" => await RevokeAsync(store, words),
                "check" => string.Concat(words.Skip(1).Select(id => store.Check(new AuthContext("user", "jwt") { TokenId = id }).ToString()[0])),
                _ => GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture),
            });
        }
    }

    /// <summary>Ids, each with the seconds for which its token would live.</summary>
    private static async Task<string> RevokeAsync(RedisRevocationStore store, string[] words)
    {
        for (var i = 1; i < words.Length; i += 2)
        {
            await store.RevokeAsync(words[i], DateTimeOffset.UtcNow.AddSeconds(int.Parse(words[i + 1], CultureInfo.InvariantCulture)), CancellationToken.None);
        }

        return "done";
    }
}
