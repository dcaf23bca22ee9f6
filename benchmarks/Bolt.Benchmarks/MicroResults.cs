using BenchmarkDotNet.Reports;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks;

/// <summary>Takes what BenchmarkDotNet measured into the store.</summary>
internal static class MicroResults
{
    public static ResultStore From(IEnumerable<Summary> summaries, string command)
    {
        var results = ResultStore.Empty();
        foreach (var report in summaries.SelectMany(static s => s.Reports).Where(static r => r.ResultStatistics is not null))
        {
            var benchmark = report.BenchmarkCase;
            var area = benchmark.Descriptor.Type.Name.Replace("Benchmarks", "", StringComparison.Ordinal);
            var parameters = string.Concat(benchmark.Parameters.Items.Select(static p => "/" + p.Value));
            var key = $"micro/{area}/{benchmark.Descriptor.WorkloadMethod.Name}{parameters}";
            results.Set(key + "/ns", "ns", command, report.ResultStatistics!.Median);
            if (report.GcStats.GetBytesAllocatedPerOperation(benchmark) is { } bytes)
            {
                results.Set(key + "/B", "B", command, bytes);
            }
        }

        foreach (var algorithm in (string[])["HS256", "RS256", "ES256"])
        {
            // Both set the header; what is left is Bolt's.
            if (results[$"micro/Validation/BoltSeen/{algorithm}/ns"] is { } seen && results[$"micro/Validation/EmptyCall/{algorithm}/ns"] is { } empty)
            {
                results.Set($"micro/Validation/BoltSeen-EmptyCall/{algorithm}/ns", "ns", command, seen.Value - empty.Value);
            }
        }

        return results;
    }
}
