using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bolt.Tests;

/// <summary>A Redis of the tests' own on a free loopback port, without files. A child process, so that a test can kill it, stop it for a while, or start it again empty.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("bolt-redis-").FullName;
    private Process? _process;

    public int Port { get; private set; }

    /// <summary>For StackExchange.Redis.</summary>
    public string Configuration => ConfigurationFor(Port);

    /// <summary>Short time-outs, because tests take the server away.</summary>
    public static string ConfigurationFor(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},abortConnect=false,connectTimeout=2000,syncTimeout=2000,asyncTimeout=2000,connectRetry=1");

    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer();
        if (Find() is not null)
        {
            server.Port = FreePort();
            await server.RestartAsync(settings);
        }

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

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>It takes connections and answers none, as a machine that hangs.</summary>
    public Task SuspendAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Empty.</summary>
    /// <param name="settings">More settings, such as <c>--cluster-enabled yes</c>.</param>
    public async Task RestartAsync(params string[] settings)
    {
        string[] all =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", _directory, "--repl-diskless-sync-delay", "0", .. settings,
        ];
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(Find()!, all) { RedirectStandardOutput = true })!;
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

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {_process!.Id}")]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
