using System.Text;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Http;

/// <summary>The figures as Markdown.</summary>
internal static class Tables
{
    public static string All(ResultStore results)
    {
        var text = new StringBuilder();
        foreach (var row in Row.All)
        {
            if (Of(row, results) is { } table)
            {
                text.Append($"### {row.Title}\n\n{table}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>One row's servers; null where none was measured.</summary>
    public static string? Of(Row row, ResultStore results)
    {
        var table = new MarkdownTable("server", "requests/s", "CPU µs/request", "p50 ms", "p99 ms", "start ms", "peak MiB", "size MiB", $"CPU ÷ {row.Peers[0].Title}", $"CPU ÷ {row.Peers[1].Title}", $"CPU ÷ {row.Peers[0].Title}, by round");
        var measured = Server.All.Where(s => results[Key(row, s, "cpu")] is not null).ToArray();
        foreach (var server in measured)
        {
            string Show(string figure) => Figures.Show(results[Key(row, server, figure)]?.Value);
            var cpu = results[Key(row, server, "cpu")]!;
            table.Add(
                server.Title, Show("rate"), Show("cpu"), Show("p50"), Show("p99"), Show("start"), Show("memory"), Show("size"),
                Ratio(cpu, row.Peers[0].Name), Ratio(cpu, row.Peers[1].Name), ByRound(cpu));
        }

        return measured.Length == 0 ? null : table.ToString();

        Measurement? Peer(string name) => results[$"http/{row.Name}/{name}/cpu"];
        string Ratio(Measurement cpu, string peer) => Figures.Show(Peer(peer) is { } p ? cpu.Over(p) : null);
        string ByRound(Measurement cpu) => Peer(row.Peers[0].Name) is { } p && p.Rounds.Length == cpu.Rounds.Length
            ? string.Join(", ", cpu.Rounds.Zip(p.Rounds, static (a, b) => Figures.Show(a / b)))
            : Figures.None;
    }

    public static string Key(Row row, Server server, string figure) => $"http/{row.Name}/{server.Name}/{figure}";
}
