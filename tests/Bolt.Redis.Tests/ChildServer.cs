using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Bolt.Redis.Tests;

/// <summary>The server of samples/Redis as a process of its own, which can be stopped for a while.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private readonly Process _process;

    private ChildServer(Process process, Uri address)
    {
        _process = process;
        Client = new() { BaseAddress = address };
    }

    public static string Root => Metadata("RepositoryRoot");

    public static string Configuration => Metadata("Configuration");

    public HttpClient Client { get; }

    public static async Task<ChildServer> StartAsync(params (string Name, string Value)[] environment)
    {
        var folder = Path.Combine(Root, "samples", "Redis", "bin", Configuration, "net10.0");
        var start = new ProcessStartInfo(Path.Combine(folder, "SeveralServers"), ["--urls", "http://127.0.0.1:0"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["Bolt__Jwt__Secret"] = Server.Secret;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        const string listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(listening, StringComparison.Ordinal) is var at && at >= 0)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new(process, new Uri(line[(at + listening.Length)..].Trim()));
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    public Task SuspendAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async Task<int> StatusAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me") { Headers = { Authorization = new("Bearer", token) } };
        using var response = await Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    /// <summary>Where the machine is busy, a server with a short bound may be stale for a moment.</summary>
    public async Task<(string Token, string Session)> LoginAsync(string name)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            using var response = await Client.PostAsync(new Uri("/login/" + name, UriKind.Relative), null);
            if (response.IsSuccessStatusCode)
            {
                using var pair = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                return (pair.RootElement.GetProperty("accessToken").GetString()!, pair.RootElement.GetProperty("sessionId").GetString()!);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{response.StatusCode}");
        }
    }

    public async Task BecomesAsync(string token, int status)
    {
        for (var watch = Stopwatch.StartNew(); await StatusAsync(token) is var got && got != status; await Task.Delay(20))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{got}, and not {status}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Metadata(string key) => typeof(ChildServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {_process.Id}")]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
