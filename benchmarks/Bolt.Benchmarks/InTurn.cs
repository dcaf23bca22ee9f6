using System.Diagnostics;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks;

/// <summary>
/// A new token beside what it is compared with, in turn and milliseconds apart: BenchmarkDotNet takes one after the other, and on a shared machine the clock has changed by then.
/// </summary>
internal static class InTurn
{
    private const string Algorithm = "HS256";
    private const int Rounds = 25;
    private const int Calls = 20_000;

    public static async Task<ResultStore> MeasureAsync(string command)
    {
        var benchmarks = new ValidationBenchmarks { Algorithm = Algorithm };
        await benchmarks.SetUp();
        (string Name, Action Call)[] works =
        [
            (nameof(benchmarks.BareHmac), () => benchmarks.BareHmac()),
            (nameof(benchmarks.BoltNew), () => benchmarks.BoltNew()),
            (nameof(benchmarks.HandlerNew), () => benchmarks.HandlerNew()),
        ];

        // Until the compiler's last tier has taken over.
        for (var i = 0; i < 5; i++)
        {
            _ = Array.ConvertAll(works, static work => Nanoseconds(work.Call));
            await Task.Delay(200);
        }

        var rounds = Enumerable.Range(0, Rounds).Select(_ => Array.ConvertAll(works, static work => Nanoseconds(work.Call))).ToArray();
        var results = ResultStore.Empty();
        for (var i = 0; i < works.Length; i++)
        {
            results.Set($"micro/InTurn/{works[i].Name}/{Algorithm}/ns", "ns", command, [.. rounds.Select(round => round[i])]);
        }

        benchmarks.CleanUp();
        return results;
    }

    private static double Nanoseconds(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }
}
