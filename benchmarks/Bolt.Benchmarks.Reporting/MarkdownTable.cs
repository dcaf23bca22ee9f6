using System.Text;

namespace Bolt.Benchmarks.Reporting;

/// <summary>A table as text: aligned, so that it reads in a terminal too.</summary>
public sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, header.Length).Select(c => _rows.Max(r => r[c].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < _rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", _rows[i].Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).Append(" |\n");
            if (i == 0)
            {
                text.Append('|').AppendJoin('|', widths.Select(static (w, c) => c == 0 ? new string('-', w + 2) : new string('-', w + 1) + ':')).Append("|\n");
            }
        }

        return text.ToString();
    }
}
