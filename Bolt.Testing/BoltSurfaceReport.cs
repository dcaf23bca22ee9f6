using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Bolt.Testing.Matrix;

namespace Bolt;

/// <summary>What <see cref="BoltSurfaceTests"/> found.</summary>
public sealed class BoltSurfaceReport
{
    private const int MostFailures = 20;

    private static readonly (RowKind Kind, string Title)[] Columns =
    [
        (RowKind.Anonymous, "anonymous"), (RowKind.Bad, "bad"), (RowKind.Permitted, "permitted"), (RowKind.Lacking, "lacking"), (RowKind.Other, "other"), (RowKind.Site, "site"), (RowKind.Method, "method"),
    ];

    private readonly IReadOnlyList<ReportLine> _lines;

    internal BoltSurfaceReport(IReadOnlyList<ReportLine> lines, IReadOnlyList<string> differences)
    {
        _lines = lines;
        Failures = [.. differences, .. Messages(Outcome.Wrong)];
        NotVerifiable = [.. Messages(Outcome.NotVerifiable).Distinct()];
        Requests = lines.Sum(static l => l.Outcomes.Count);
    }

    /// <summary>How many routes were asked, each method counted.</summary>
    public int Routes => _lines.Count;

    /// <summary>How many callers they were asked with, all together.</summary>
    public int Requests { get; }

    /// <summary>What is wrong. Each begins with a line that says it; for a request three more follow: what was sent, what was expected, what came.</summary>
    public IReadOnlyList<string> Failures { get; }

    /// <summary>What could not be verified, and what to write so that it can be.</summary>
    public IReadOnlyList<string> NotVerifiable { get; }

    /// <summary>A table, one row for each route and one character for each caller: <c>+</c> passed and <c>-</c> refused, as they should; <c>!</c> wrong; <c>?</c> not verifiable. What was wrong and what could not be verified follows.</summary>
    public override string ToString() => Write(withFailures: true);

    internal string Summary => string.Create(CultureInfo.InvariantCulture, $"{Routes} routes, {Requests} requests: {Failures.Count} wrong, {NotVerifiable.Count} not verifiable");

    /// <summary>What a failed test shows: the first line says what is wrong.</summary>
    internal string Explain()
    {
        var text = new StringBuilder();
        foreach (var failure in Failures.Take(MostFailures))
        {
            text.Append(failure).Append('\n');
        }

        if (Failures.Count > MostFailures)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {Failures.Count - MostFailures} more\n");
        }

        return text.Append('\n').Append(Write(withFailures: false)).ToString();
    }

    private IEnumerable<string> Messages(char mark) => _lines.SelectMany(static l => l.Outcomes).Where(o => o.Mark == mark).Select(static o => o.Message!);

    private string Write(bool withFailures)
    {
        var width = _lines.Count == 0 ? 0 : _lines.Max(static l => l.Route.Length);
        var columns = Columns.Select(c => (c.Kind, c.Title, Width: Math.Max(c.Title.Length, _lines.Count == 0 ? 0 : _lines.Max(l => l.Outcomes.Count(o => o.Kind == c.Kind)))))
            .Where(c => _lines.Any(l => l.Outcomes.Any(o => o.Kind == c.Kind))).ToList();
        var text = new StringBuilder(Summary).Append('\n');
        Line("", c => c.Title);
        foreach (var line in _lines)
        {
            Line(line.Route, c => string.Concat(line.Outcomes.Where(o => o.Kind == c.Kind).Select(static o => o.Mark)));
        }

        text.Append("+ passes  - is refused  ! wrong  ? not verifiable\n");
        List(withFailures ? Failures : [], "Wrong:");
        List(NotVerifiable, "Not verifiable:");
        return text.ToString();

        void Line(string route, Func<(RowKind Kind, string Title, int Width), string> cell) =>
            text.Append((route.PadRight(width) + "  " + string.Join("  ", columns.Select(c => cell(c).PadRight(c.Width)))).TrimEnd()).Append('\n');

        void List(IReadOnlyList<string> items, string title)
        {
            if (items.Count > 0)
            {
                text.Append('\n').Append(title).Append('\n');
                foreach (var item in items)
                {
                    text.Append("- ").Append(item).Append('\n');
                }
            }
        }
    }
}
