using System.Diagnostics;

namespace Bolt.Redis.Soak;

/// <summary>This program once more, as a worker.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static async Task<WorkerProcess> StartAsync(string address)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["worker", address]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Insert(0, typeof(WorkerProcess).Assembly.Location);
        }

        var worker = new WorkerProcess(Process.Start(start)!);
        await worker._process.StandardOutput.ReadLineAsync();
        return worker;
    }

    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A worker has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
