using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bolt.Redis.Tests;

/// <summary>samples/Redis as processes of their own.</summary>
public sealed class SampleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>As a reader runs it: three servers and a Redis, which is killed and comes back empty.</summary>
    [Fact]
    public async Task TheScriptDoesWhatTheGuideSays()
    {
        await using (var redis = new RedisServer())
        {
            await redis.InitializeAsync();
            redis.Needed();
        }

        var start = new ProcessStartInfo("bash", [Path.Combine(ChildServer.Root, "samples", "Redis", "run.sh"), "--no-build"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CONFIGURATION"] = ChildServer.Configuration;
        start.Environment["REDIS_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture);
        using var script = Process.Start(start)!;
        var (output, error) = (script.StandardOutput.ReadToEndAsync(Cancellation), script.StandardError.ReadToEndAsync(Cancellation));
        await script.WaitForExitAsync(Cancellation);
        Assert.True(script.ExitCode == 0, await output + await error);
        Assert.Contains($"```text\n{await output}```", await File.ReadAllTextAsync(Path.Combine(ChildServer.Root, "docs", "guide", "stores-redis.md"), Cancellation), StringComparison.Ordinal);
    }

    /// <summary>A process that stood still does not know what was revoked meanwhile. What it is asked first, before it has looked, is refused.</summary>
    [Fact]
    public async Task AServerThatWasStoppedAcceptsNothingThatWasRevokedMeanwhile()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var other = await ReplicaNode.StartAsync(redis.Port);
        await using var server = await ChildServer.StartAsync(
            ("Redis", RedisServer.ConfigurationFor(redis.Port)), ("Bolt__Redis__Revocation__MaximumStaleness", "00:00:01"), ("Bolt__Redis__Revocation__PollInterval", "00:00:00.2500000"));
        var (token, session) = await server.LoginAsync("ada");
        await server.BecomesAsync(token, 200);
        await server.SuspendAsync();
        await other.Store.RevokeSessionAsync(session, DateTimeOffset.UtcNow, null, Cancellation);
        var waiting = Enumerable.Range(0, 10).Select(_ => server.StatusAsync(token)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        await server.ResumeAsync();
        Assert.DoesNotContain(200, await Task.WhenAll(waiting));
        await server.BecomesAsync(token, 401);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
