using System.Text;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks;

/// <summary>The figures as Markdown.</summary>
internal static class MicroTables
{
    public static string All(ResultStore results)
    {
        var text = new StringBuilder();
        foreach (var area in results.All.Where(static r => r.Key.StartsWith("micro/", StringComparison.Ordinal)).GroupBy(static r => r.Key.Split('/')[1]))
        {
            var table = new MarkdownTable(area.Key.ToLowerInvariant(), "ns", "B");
            foreach (var work in area.Select(static r => r.Key[..r.Key.LastIndexOf('/')]).Distinct())
            {
                table.Add(string.Join(' ', work.Split('/').Skip(2)), Figures.Show(results[work + "/ns"]?.Value), Figures.Show(results[work + "/B"]?.Value));
            }

            text.Append(table).Append('\n');
        }

        return text.ToString();
    }
}
