using System.Diagnostics;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Refresh;

/// <summary>Time and bytes of a request that refreshes, from routing to the answer's last byte. The peers take turns, so that what else the machine does falls on all.</summary>
internal static class EndpointCost
{
    public static async Task MeasureAsync(ResultStore results, string command, int rounds, int signIns)
    {
        var peers = Peers.All.ToArray();
        var bodies = new byte[peers.Length][][];
        var samples = peers.Select(static _ => (Times: new List<double>(), Bytes: new List<double>())).ToArray();
        for (var i = 0; i < peers.Length; i++)
        {
            bodies[i] = new byte[signIns][];
            for (var user = 0; user < signIns; user++)
            {
                bodies[i][user] = peers[i].Body(await peers[i].SignInAsync(People.Name(user)));
            }
        }

        // The first ones until the compiler's last tier has taken over.
        const int WarmUp = 5;
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var i = 0; i < peers.Length; i++)
            {
                var (microseconds, bytes) = await RoundAsync(peers[i], bodies[i]);
                if (round >= 0)
                {
                    samples[i].Times.Add(microseconds);
                    samples[i].Bytes.Add(bytes);
                }
            }

            await Task.Delay(round < 0 ? 200 : 0);
        }

        for (var i = 0; i < peers.Length; i++)
        {
            results.Set($"refresh/endpoint/{peers[i].Key}/µs", "µs", command, [.. samples[i].Times]);
            results.Set($"refresh/endpoint/{peers[i].Key}/B", "B", command, [.. samples[i].Bytes]);
        }
    }

    /// <summary>Each sign-in refreshes once. What the answers say is looked at once the clock has stopped.</summary>
    private static async Task<(double Microseconds, double Bytes)> RoundAsync(Peer peer, byte[][] bodies)
    {
        var answers = new (int Status, byte[] Body)[bodies.Length];
        var (before, start) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        for (var i = 0; i < bodies.Length; i++)
        {
            answers[i] = await peer.RefreshAsync(bodies[i]);
        }

        var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds / bodies.Length;
        var bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / bodies.Length;
        for (var i = 0; i < bodies.Length; i++)
        {
            bodies[i] = peer.Body(peer.TokenOf(answers[i].Status, answers[i].Body));
        }

        return (time, bytes);
    }
}
