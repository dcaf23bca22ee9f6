using System.Diagnostics;
using System.Text;

namespace Bolt.EndToEnd.Tests;

/// <summary>A server program, started on a free loopback port. What it writes is kept.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output;

    private ServerProcess(Process process, StringBuilder output, Uri address, TimeSpan startTime)
    {
        _process = process;
        _output = output;
        StartTime = startTime;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>From the start of the process to its word that it listens.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Everything written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static async Task<ServerProcess> StartAsync(string binary, string directory, params (string Name, string Value)[] environment)
    {
        var start = Info(binary, directory, environment);
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var output = new StringBuilder();
        _ = Keep(process.StandardError, output);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Append(output, line);
            const string listening = "Now listening on: ";
            var at = line.IndexOf(listening, StringComparison.Ordinal);
            if (at >= 0)
            {
                var time = watch.Elapsed;
                _ = Keep(process.StandardOutput, output);
                return new ServerProcess(process, output, new Uri(line[(at + listening.Length)..].Trim()), time);
            }
        }

        throw new InvalidOperationException($"{binary} ended before it listened:\n{output}");
    }

    /// <summary>Runs a binary that is expected to refuse to start.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEnd(string binary, string directory, params (string Name, string Value)[] environment)
    {
        using var process = Process.Start(Info(binary, directory, environment))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(90));
        return (process.ExitCode, await output + await error);
    }

    public async Task<HttpResponseMessage> Send(string method, string path, string? token = null, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task Keep(StreamReader reader, StringBuilder output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Append(output, line);
        }
    }

    private static void Append(StringBuilder output, string line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private static ProcessStartInfo Info(string binary, string directory, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(binary, ["--urls", "http://127.0.0.1:0"]) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
