using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Bolt.EntityFrameworkCore.Tests.PostgresServer))]

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>A PostgreSQL of the tests' own on a free loopback port. It refuses to run as root, so that a test that does gives it to the package's own user.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static string? _template;

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "bolt-postgresql-" + Guid.NewGuid().ToString("N"));
    private readonly int _port = FreePort();
    private Process? _process;

    private string Data => Path.Combine(_directory, "data");

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Timeout=60;Command Timeout=60;Maximum Pool Size=20;Include Error Detail=true";

    public async ValueTask InitializeAsync()
    {
        if (Find("initdb") is not { } initdb)
        {
            return;
        }

        Directory.CreateDirectory(_directory);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", ["postgres", _directory]);
        }

        await OneAtATime.WaitAsync();
        try
        {
            if (_template is null)
            {
                // Takes seconds, and a copy does not.
                await RunAsync(initdb, ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], asServer: true);
                await RunAsync("cp", ["-a", Data, Data + "-template"]);
                _template = Data + "-template";
            }
            else
            {
                await RunAsync("cp", ["-a", _template, Data]);
            }
        }
        finally
        {
            OneAtATime.Release();
        }

        await StartAsync();
    }

    /// <summary>Skips the test where there is no PostgreSQL; in CI that is a failure.</summary>
    public void Needed()
    {
        if (_process is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") is not null, "There is no PostgreSQL.");
            Assert.Skip("There is no PostgreSQL (Debian: apt-get install postgresql).");
        }
    }

    public async Task StartAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            _process = Start(
                Find("postgres")!,
                ["-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=" + _directory, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300"],
                asServer: true);
            if (await AnswersAsync())
            {
                return;
            }

            // After kill -9 its children hold the shared memory for a moment.
            Assert.True(attempt < 40, "PostgreSQL does not start.");
            await Task.Delay(100);
        }
    }

    /// <summary>As the kernel would, out of memory.</summary>
    public async Task KillAsync()
    {
        var id = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await RunAsync("kill", ["-9", id]);
        await _process!.WaitForExitAsync();
    }

    /// <summary>Tables, indexes and the write-ahead log.</summary>
    public async Task<List<byte[]>> FilesAsync(DateTime changedSince)
    {
        var files = new List<byte[]>();
        foreach (var path in new[] { "base", "pg_wal" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Data, folder), "*", SearchOption.AllDirectories)).Where(p => File.GetLastWriteTimeUtc(p) >= changedSince))
        {
            try
            {
                files.Add(await File.ReadAllBytesAsync(path));
            }
            catch (FileNotFoundException)
            {
                // Another test's.
            }
        }

        return files;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            NpgsqlConnection.ClearAllPools();
            var id = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
            await RunAsync("kill", ["-QUIT", id]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        for (var i = 0; i < 600 && !_process!.HasExited; i++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                await connection.OpenAsync();
                return true;
            }
            catch (Exception e) when (e is NpgsqlException or SocketException)
            {
                await Task.Delay(50);
            }
        }

        return false;
    }

    private static string? Find(string program) =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin", program)).FirstOrDefault(File.Exists) : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Start(string program, IEnumerable<string> arguments, bool asServer)
    {
        var isRoot = asServer && Environment.UserName == "root";
        var start = new ProcessStartInfo(isRoot ? "runuser" : program, isRoot ? ["-u", "postgres", "--", program, .. arguments] : arguments)
        {
            WorkingDirectory = Directory.Exists(_directory) ? _directory : "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        return process;
    }

    private async Task RunAsync(string program, IEnumerable<string> arguments, bool asServer = false)
    {
        using var process = Start(program, arguments, asServer);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}.");
    }
}
