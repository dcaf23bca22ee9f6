using System.Diagnostics;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Sessions;

/// <summary>Time and bytes of a request that a session accepts. The ways take turns, so that what else the machine does falls on all.</summary>
internal static class RequestCost
{
    private const int Requests = 4_000;

    public static readonly string[] Paths = ["/me", "/theme"];

    public static readonly (string Key, string Title, Func<Pipeline> Make)[] Ways =
    [
        ("Open", "minimal API, no authentication", Pipelines.Open),
        ("ByHand", "by hand, a hashed key in a dictionary", Pipelines.ByHand),
        ("Cookies", "cookie authentication + `UseSession()`", Pipelines.AspNetCore),
        ("Bolt", "Bolt", Pipelines.Bolt),
    ];

    public static async Task MeasureAsync(ResultStore results, string command, int rounds)
    {
        var pipelines = Ways.Select(static w => w.Make()).ToArray();
        foreach (var path in Paths)
        {
            var cookies = new string[Ways.Length];
            var samples = Ways.Select(static _ => (Times: new List<double>(), Bytes: new List<double>())).ToArray();
            for (var i = 0; i < Ways.Length; i++)
            {
                cookies[i] = (await pipelines[i].Send("POST", "/login", null)).Cookie ?? throw new InvalidOperationException(Ways[i].Title + " set no cookie.");
                await Expect(pipelines[i], path, cookies[i], 200);
            }

            // The first ones until the compiler's last tier has taken over.
            const int WarmUp = 8;
            for (var round = -WarmUp; round < rounds; round++)
            {
                for (var i = 0; i < Ways.Length; i++)
                {
                    var (before, start) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
                    await Run(pipelines[i], path, cookies[i]);
                    var time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Requests;
                    if (round >= 0)
                    {
                        samples[i].Times.Add(time);
                        samples[i].Bytes.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Requests);
                    }
                }

                await Task.Delay(round < 0 ? 200 : 0);
            }

            for (var i = 0; i < Ways.Length; i++)
            {
                results.Set($"sessions{path}/{Ways[i].Key}/ns", "ns", command, [.. samples[i].Times]);
                results.Set($"sessions{path}/{Ways[i].Key}/B", "B", command, [.. samples[i].Bytes]);
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
}
