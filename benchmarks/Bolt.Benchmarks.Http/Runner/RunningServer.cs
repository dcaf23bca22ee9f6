using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bolt.Benchmarks.Http;

/// <summary>A server's process, from its start to its end.</summary>
internal sealed class RunningServer : IDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ: what /proc counts in, on every Linux there is.

    private readonly Process _process;

    private RunningServer(Process process, int port, double milliseconds)
    {
        _process = process;
        Port = port;
        StartMilliseconds = milliseconds;
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the start of the process to the end of its first answer.</summary>
    public double StartMilliseconds { get; }

    /// <summary>Seconds of processor time so far, user and system.</summary>
    public double ProcessorSeconds
    {
        get
        {
            // The second field is the name in parentheses and may hold anything; utime and stime are the 14th and 15th.
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <summary>MiB.</summary>
    public double PeakMemory => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>Starts the server and waits for its first answer, whatever its status.</summary>
    public static RunningServer Start(ProcessStartInfo start, IReadOnlyDictionary<string, string> environment, string request)
    {
        var port = FreePort();
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, e) => error.AppendLine(e.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var octets = Encoding.ASCII.GetBytes(request);
        while (!Answers(port, octets))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(60))
            {
                process.Kill();
                throw new InvalidOperationException($"{start.FileName} does not answer.\n{error}");
            }

            Thread.Sleep(1);
        }

        return new(process, port, clock.Elapsed.TotalMilliseconds);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool Answers(int port, byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(request);
            return socket.Receive(new byte[4096]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
