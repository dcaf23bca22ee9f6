using System.Diagnostics;

namespace Bolt.Benchmarks.Sessions;

/// <summary>Time and bytes of a request that a session accepts. The ways take turns, so that what else the machine does falls on all; the median of the rounds counts.</summary>
internal static class RequestCost
{
    private const int Requests = 20_000;

    public static async Task MeasureAsync(int rounds)
    {
        (string Name, Pipeline Pipeline)[] ways = [("Bolt", Pipelines.Bolt()), ("by hand", Pipelines.ByHand()), ("cookies and UseSession", Pipelines.AspNetCore())];
        foreach (var path in new[] { "/me", "/theme" })
        {
            var cookies = new string[ways.Length];
            var times = ways.Select(static _ => new List<double>()).ToArray();
            var bytes = new double[ways.Length];
            for (var i = 0; i < ways.Length; i++)
            {
                cookies[i] = (await ways[i].Pipeline.Send("POST", "/login", null)).Cookie ?? throw new InvalidOperationException(ways[i].Name + " set no cookie.");
                await Expect(ways[i].Pipeline, path, cookies[i], 200);
                await Run(ways[i].Pipeline, path, cookies[i]);
            }

            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < ways.Length; i++)
                {
                    var (before, start) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
                    await Run(ways[i].Pipeline, path, cookies[i]);
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Requests);
                    bytes[i] = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Requests;
                }
            }

            Console.WriteLine($"GET {path}");
            var bolt = Median(times[0]);
            for (var i = 0; i < ways.Length; i++)
            {
                Console.WriteLine(FormattableString.Invariant($"  {ways[i].Name,-24}{Median(times[i]),8:0} ns {bytes[i],8:0} bytes   Bolt is {bolt / Median(times[i]):0.00} of it"));
            }
        }
    }

    private static async Task Run(Pipeline pipeline, string path, string cookie)
    {
        for (var i = 0; i < Requests; i++)
        {
            await pipeline.Send("GET", path, cookie);
        }
    }

    private static async Task Expect(Pipeline pipeline, string path, string? cookie, int status)
    {
        var (answered, _) = await pipeline.Send("GET", path, cookie);
        if (answered != status)
        {
            throw new InvalidOperationException($"{path} answered {answered} instead of {status}.");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
