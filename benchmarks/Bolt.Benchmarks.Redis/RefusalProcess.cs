using System.Diagnostics;

namespace Bolt.Benchmarks.Redis;

/// <summary>The other process: says when it first refuses the token that it is told.</summary>
internal static class RefusalProcess
{
    public static async Task RunAsync(string address)
    {
        await using var app = await RevokedServer.StartAsync(address, RevokedServer.Replicate);
        var store = app.Services.GetRequiredService<RedisRevocationStore>();
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } id)
        {
            var token = new AuthContext("user", "jwt") { TokenId = id };
            Console.WriteLine(store.Check(token) == RevocationStatus.Valid ? "valid" : throw new InvalidOperationException(id + " is not valid."));
            while (store.Check(token) == RevocationStatus.Valid)
            {
                // A millisecond, which the figures contain: turning would take a core from those that are measured.
                Thread.Sleep(1);
            }

            Console.WriteLine(Stopwatch.GetTimestamp());
        }
    }
}
