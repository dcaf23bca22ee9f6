using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Redis;

/// <summary>The figures as Markdown.</summary>
internal static class RedisTables
{
    public static string All(ResultStore results)
    {
        var requests = new MarkdownTable("a request with a token", "µs", "CPU µs", "B");
        foreach (var (key, title, _) in RevocationCost.Ways)
        {
            requests.Add(title, Show($"redis/request/{key}/µs"), Show($"redis/request/{key}/cpu"), Show($"redis/request/{key}/B"));
        }

        var sessions = new MarkdownTable("a request that a session in Redis accepts", "`GET /me` µs", "CPU µs", "commands", "`GET /theme` µs", "CPU µs", "commands");
        foreach (var (key, title, _) in SessionCost.Ways)
        {
            sessions.Add([title, .. SessionCost.Paths.SelectMany(path => (string[])[Show($"redis/sessions{path}/{key}/µs"), Show($"redis/sessions{path}/{key}/cpu"), Show($"redis/sessions{path}/{key}/commands")])]);
        }

        var delays = new MarkdownTable("revoked here", "median ms", "p99 ms", "most ms");
        delays.Add("`RevokeAsync` returns", Show("redis/delay/call-p50/ms"), Show("redis/delay/call-p99/ms"), Show("redis/delay/call-max/ms"));
        delays.Add("another process refuses", Show("redis/delay/refusal-p50/ms"), Show("redis/delay/refusal-p99/ms"), Show("redis/delay/refusal-max/ms"));

        return $"""
            {requests}
            {sessions}
            Where a million tokens are revoked, a look-up takes {Show("redis/lookup/valid/ns")} ns for one that is good and {Show("redis/lookup/revoked/ns")} ns for one that is not, and each takes {Show("redis/lookup/entry/B")} B in a process, which has read them all {Show("redis/lookup/start/s")} s after its start.

            {delays}
            """;

        string Show(string key) => Figures.Show(results[key]?.Value);
    }
}
