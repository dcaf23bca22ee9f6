using System.Diagnostics;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Redis;

/// <summary>The same work in several ways, which take turns: what else the machine does falls on all. One call at a time, so that the time is what a client waits for.</summary>
internal static class Turns
{
    public static async Task MeasureAsync(ResultStore results, string command, int rounds, int calls, params (string Key, Func<Task> Call)[] ways)
    {
        var samples = ways.Select(static _ => (Times: new List<double>(), Processor: new List<double>(), Bytes: new List<double>())).ToArray();
        using var process = Process.GetCurrentProcess();

        // The first ones until the compiler's last tier has taken over.
        const int WarmUp = 5;
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                process.Refresh();
                var (bytes, processor, start) = (GC.GetTotalAllocatedBytes(precise: true), process.TotalProcessorTime, Stopwatch.GetTimestamp());
                for (var call = 0; call < calls; call++)
                {
                    await ways[i].Call();
                }

                var time = Stopwatch.GetElapsedTime(start);
                process.Refresh();
                if (round >= 0)
                {
                    samples[i].Times.Add(time.TotalMicroseconds / calls);
                    samples[i].Processor.Add((process.TotalProcessorTime - processor).TotalMicroseconds / calls);
                    samples[i].Bytes.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / calls);
                }
            }
        }

        for (var i = 0; i < ways.Length; i++)
        {
            results.Set($"redis/{ways[i].Key}/µs", "µs", command, [.. samples[i].Times]);
            results.Set($"redis/{ways[i].Key}/cpu", "µs", command, [.. samples[i].Processor]);
            results.Set($"redis/{ways[i].Key}/B", "B", command, [.. samples[i].Bytes]);
        }
    }
}
