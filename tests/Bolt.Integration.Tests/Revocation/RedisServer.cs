using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bolt.Integration.Tests;

/// <summary>A Redis of the tests' own on a free loopback port, without files.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("bolt-redis-").FullName;
    private Process? _process;
    private int _port;

    /// <summary>For StackExchange.Redis; short time-outs, because a test takes the server away.</summary>
    public string Configuration => $"127.0.0.1:{_port},abortConnect=false,connectTimeout=2000,syncTimeout=1000,asyncTimeout=1000,connectRetry=0";

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } program)
        {
            _port = FreePort();
            await StartAsync(program);
        }
    }

    /// <summary>Skips the test where there is no redis-server; in CI that is a failure.</summary>
    public void Needed()
    {
        if (_process is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") is not null, "redis-server is not on PATH.");
            Assert.Skip("redis-server is not on PATH (Debian: apt-get install redis-server).");
        }
    }

    public async Task StopAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public Task RestartAsync() => StartAsync(Find()!);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static d => Path.Combine(d, "redis-server")).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StartAsync(string program)
    {
        var start = new ProcessStartInfo(program, ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", _directory])
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(25);
            }
        }

        throw new InvalidOperationException("redis-server did not start.");
    }
}
