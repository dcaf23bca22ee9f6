namespace Bolt.Benchmarks.Reporting;

/// <summary>docs/performance.md: what stands between two markers is written by the benchmarks, the rest by people.</summary>
public static class Document
{
    /// <summary>Keeps what was measured and writes the named section and the table of budgets.</summary>
    /// <param name="measured">What was measured in this run.</param>
    /// <param name="section">The marker's name.</param>
    /// <param name="tables">Makes the section's text out of every figure there is, of this run and of earlier ones.</param>
    public static void Update(ResultStore measured, string section, Func<ResultStore, string> tables)
    {
        var all = ResultStore.Load();
        all.Merge(measured);
        all.Save();
        Replace(section, tables(all));
        Replace("budgets", Budgets.Table(all));
    }

    private static void Replace(string section, string text)
    {
        var document = File.ReadAllText(Repository.Document);
        var (open, close) = ($"<!-- {section} -->\n", $"<!-- /{section} -->");
        var start = document.IndexOf(open, StringComparison.Ordinal);
        var end = document.IndexOf(close, StringComparison.Ordinal);
        if (start < 0 || end < start)
        {
            throw new InvalidOperationException($"{Path.GetFileName(Repository.Document)} has no section \"{section}\".");
        }

        File.WriteAllText(Repository.Document, $"{document[..(start + open.Length)]}\n{text.TrimEnd('\n')}\n\n{document[end..]}");
    }
}
