using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

/// <summary>A Redis of the test's own on a free loopback port, without files.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("bolt-redis-").FullName;
    private Process? _process;

    public int Port { get; private set; }

    public string Configuration => ConfigurationFor(Port);

    /// <summary>Short time-outs, because tests take the server away.</summary>
    public static string ConfigurationFor(int port) => $"127.0.0.1:{port},abortConnect=false,connectTimeout=2000,syncTimeout=2000,asyncTimeout=2000,connectRetry=1,allowAdmin=true";

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        await server.InitializeAsync();
        server.Needed();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        if (Find() is not null)
        {
            Port = FreePort();
            await RestartAsync();
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

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(Configuration);

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Empty.</summary>
    public async Task RestartAsync()
    {
        var start = new ProcessStartInfo(Find()!, ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", _directory, "--repl-diskless-sync-delay", "0"])
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        for (var i = 0; i < 400; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(25);
            }
        }

        throw new InvalidOperationException("redis-server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
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
}
