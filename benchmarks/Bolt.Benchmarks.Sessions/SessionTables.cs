using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Sessions;

/// <summary>The figures as Markdown.</summary>
internal static class SessionTables
{
    public static string All(ResultStore results)
    {
        var table = new MarkdownTable("a request that a session accepts", "`GET /me` ns", "B", "Bolt ÷ this", "`GET /theme` ns", "B", "Bolt ÷ this");
        foreach (var (key, title) in RequestCost.Ways.Select(static w => (w.Key, w.Title)))
        {
            table.Add([title, .. RequestCost.Paths.SelectMany(path => Cells(path, key))]);
        }

        var (used, unused) = (results["sessions/memory/session/B"]?.Value, results["sessions/memory/unused/B"]?.Value);
        return $"{table}\nA session with two values takes {Figures.Show(used, "B")} in memory, of which {MemoryCost.Device} are the browser's name; before the first request that it accepts, {Figures.Show(unused, "B")}.\n";

        string[] Cells(string path, string key)
        {
            var (time, bolt) = (results[$"sessions{path}/{key}/ns"], results[$"sessions{path}/Bolt/ns"]);
            return [Figures.Show(time?.Value), Figures.Show(results[$"sessions{path}/{key}/B"]?.Value), Figures.Show(time is null ? null : bolt?.Over(time))];
        }
    }
}
