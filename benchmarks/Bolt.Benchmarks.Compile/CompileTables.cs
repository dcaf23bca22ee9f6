using System.Text;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Compile;

/// <summary>The figures as Markdown.</summary>
internal static class CompileTables
{
    public static string All(ResultStore results)
    {
        var text = new StringBuilder();
        foreach (var routes in (int[])[10, 100, 500, 1000, 5000])
        {
            if (results[$"compile/{routes}/Bolt/first"] is not null)
            {
                text.Append($"### {routes:N0} routes\n\n{Of(routes, results)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The generator of another build, and this one's.</summary>
    public static MarkdownTable Against(int routes, ResultStore results)
    {
        var table = new MarkdownTable("", "other build", "this build", "ratio, by round", "ratio of the fastest");
        foreach (var (title, figure) in ((string, string)[])[("first run", "first"), ("unrelated edit", "unrelated"), ("edit of one route", "edit"), ("emitted text per route", "bytes")])
        {
            var (other, own) = (results[$"compile/{routes}/other/{figure}"]!, results[$"compile/{routes}/Bolt/{figure}"]!);
            table.Add(title, Figures.Show(other.Value, other.Unit), Figures.Show(own.Value, own.Unit), Figures.ShowRatio(own.Over(other)), Figures.ShowRatio(own.Rounds.Min() / other.Rounds.Min()));
        }

        return table;
    }

    private static MarkdownTable Of(int routes, ResultStore results)
    {
        var table = new MarkdownTable("", "Request Delegate Generator", "Bolt", "ratio");
        foreach (var (title, figure) in ((string, string)[])
        [
            ("generator, first run", "first"), ("generator, unrelated edit", "unrelated"), ("generator, edit of one route", "edit"), ("emitted text per route", "bytes"),
            ("`csc` without it, cold", "csc-cold-without"), ("`csc` with it, cold", "csc-cold"), ("added, cold", "added-cold"),
            ("`csc` without it, warm", "csc-warm-without"), ("`csc` with it, warm", "csc-warm"), ("added, warm", "added-warm"),
            ("generator, as a cold compiler reports it", "generator"), ("analyzers, as a cold compiler reports them", "analyzers"),
        ])
        {
            var (peer, bolt) = (results[$"compile/{routes}/RDG/{figure}"], results[$"compile/{routes}/Bolt/{figure}"]);
            if (bolt is not null)
            {
                table.Add(title, Figures.Show(peer?.Value, peer?.Unit ?? ""), Figures.Show(bolt.Value, bolt.Unit), Figures.ShowRatio(peer is null ? null : bolt.Over(peer)));
            }
        }

        return table;
    }
}
