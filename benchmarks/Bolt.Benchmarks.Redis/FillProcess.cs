namespace Bolt.Benchmarks.Redis;

/// <summary>The other process: revokes as many tokens as it is told. In the one that measures, what it leaves behind would count.</summary>
internal static class FillProcess
{
    public static async Task RunAsync(string address, int entries)
    {
        await using var app = await RevokedServer.StartAsync(address, RevokedServer.Replicate);
        await app.Services.GetRequiredService<RedisRevocationStore>().RevokeAsync("revoked-", entries);
    }
}
