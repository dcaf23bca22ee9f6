using System.Diagnostics;
using System.Text;

namespace Bolt.Aot.Tests;

/// <summary>A published binary, started on a free loopback port.</summary>
internal sealed class NativeServer : IAsyncDisposable
{
    private readonly Process _process;

    private NativeServer(Process process, Uri address, TimeSpan startTime)
    {
        _process = process;
        StartTime = startTime;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>From the start of the process to its word that it listens.</summary>
    public TimeSpan StartTime { get; }

    public static async Task<NativeServer> StartAsync(string binary, string directory, params (string Name, string Value)[] environment)
    {
        var start = Info(binary, directory, environment);
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var output = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            output.AppendLine(line);
            const string listening = "Now listening on: ";
            var at = line.IndexOf(listening, StringComparison.Ordinal);
            if (at >= 0)
            {
                var time = watch.Elapsed;
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new NativeServer(process, new Uri(line[(at + listening.Length)..].Trim()), time);
            }
        }

        throw new InvalidOperationException($"{binary} ended before it listened:\n{output}\n{await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Runs a binary that is expected to refuse to start.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEnd(string binary, string directory, params (string Name, string Value)[] environment)
    {
        using var process = Process.Start(Info(binary, directory, environment))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
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
