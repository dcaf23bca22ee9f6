using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Bolt.Shared;

/// <summary>A place in a <c>BoltSurface.txt</c>, counted from 0.</summary>
internal sealed record SurfaceEntry(SurfaceLine Line, int Number);

/// <summary>Why a <c>BoltSurface.txt</c> cannot be compared, and where, counted from 0.</summary>
internal sealed record SurfaceProblem(int Number, string Message);

/// <summary>A <c>BoltSurface.txt</c>: a header, lines, comments and blank lines. UTF-8, with or without a BOM; LF or CRLF.</summary>
internal sealed class SurfaceFile
{
    public const string Header = HeaderStart + "1";

    private const string HeaderStart = "# Bolt surface ";
    private static readonly string[] ConflictMarks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    private SurfaceFile(IReadOnlyList<SurfaceEntry> entries, IReadOnlyList<SurfaceProblem> problems)
    {
        Entries = entries;
        Problems = problems;
    }

    /// <summary>In the order of the file. Empty where there are problems: no order is guessed.</summary>
    public IReadOnlyList<SurfaceEntry> Entries { get; }

    public IReadOnlyList<SurfaceProblem> Problems { get; }

    /// <summary>Reads a file. One without a word is version 1.</summary>
    public static SurfaceFile Parse(string text)
    {
        var lines = Lines(text);
        var first = lines.FindIndex(static l => !string.IsNullOrWhiteSpace(l));
        if (first < 0)
        {
            return new([], []);
        }

        if (lines[first] != Header)
        {
            var message = lines[first].StartsWith(HeaderStart, StringComparison.Ordinal)
                ? $"it was made by a newer Bolt: this one reads \"{Header}\""
                : IsConflictMark(lines[first]) ? Conflict : $"its first line is not \"{Header}\"";
            return new([], [new(first, message)]);
        }

        var entries = new List<SurfaceEntry>();
        var problems = new List<SurfaceProblem>();
        for (var i = first + 1; i < lines.Count; i++)
        {
            var line = lines[i];
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#')
            {
                continue;
            }

            if (IsConflictMark(line))
            {
                problems.Add(new(i, Conflict));
            }
            else if (SurfaceLine.Parse(line, out var problem) is { } read)
            {
                entries.Add(new(read, i));
            }
            else
            {
                problems.Add(new(i, $"this line cannot be read: {problem}"));
            }
        }

        problems.AddRange(Disagreements(entries));
        return problems.Count > 0 ? new([], [.. problems.OrderBy(static p => p.Number)]) : new(entries, []);
    }

    /// <summary>
    /// The text that holds exactly these lines. What is there already stays where it is, changed lines are replaced in place, what is new goes before the first line that sorts behind it;
    /// comments, blank lines and the end of each line stay.
    /// </summary>
    public static string Write(string text, IEnumerable<SurfaceLine> wanted)
    {
        var hasMark = text.Length > 0 && text[0] == '\uFEFF';
        var lines = LinesWithEnds(text);
        var end = lines.Count > 0 && lines[0].End.Length > 0 ? lines[0].End : "\n";
        if (lines.TrueForAll(static l => string.IsNullOrWhiteSpace(l.Text)))
        {
            lines = [(Header, end)];
        }

        var missing = new Dictionary<string, SurfaceLine>(StringComparer.Ordinal);
        foreach (var line in wanted)
        {
            missing[line.Key] = line;
        }

        var written = new List<(string Text, string End, SurfaceLine? Line)>(lines.Count + missing.Count);
        foreach (var (line, own) in lines)
        {
            if (line.Length == 0 || line[0] == '#' || SurfaceLine.Parse(line, out _) is not { } old)
            {
                written.Add((line, own, null));
            }
            else if (missing.TryGetValue(old.Key, out var now))
            {
                missing.Remove(old.Key);
                written.Add((now.ToString() == old.ToString() ? line : now.ToString(), own, now));
            }
        }

        foreach (var line in missing.Values.OrderBy(static l => l, Order))
        {
            var before = written.FindIndex(w => w.Line is { } other && Order.Compare(other, line) > 0);
            written.Insert(before < 0 ? written.Count : before, (line.ToString(), end, line));
        }

        var result = new StringBuilder(hasMark ? "\uFEFF" : "");
        foreach (var (line, own, _) in written)
        {
            result.Append(line).Append(own.Length == 0 ? end : own);
        }

        return result.ToString();
    }

    /// <summary>A resource stands together: by pattern, then by method.</summary>
    public static IComparer<SurfaceLine> Order { get; } = Comparer<SurfaceLine>.Create(static (x, y) =>
        string.CompareOrdinal(x.Pattern, y.Pattern) is not 0 and var pattern ? pattern
        : string.CompareOrdinal(x.Method, y.Method) is not 0 and var method ? method
        : string.CompareOrdinal(x.ToString(), y.ToString()));

    private const string Conflict = "a merge has left its marks: keep the lines that are right";

    /// <summary>A merge that takes both sides leaves two lines for one route.</summary>
    private static IEnumerable<SurfaceProblem> Disagreements(List<SurfaceEntry> entries)
    {
        var first = new Dictionary<string, SurfaceEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!first.TryGetValue(entry.Line.Key, out var other))
            {
                first.Add(entry.Line.Key, entry);
            }
            else if (SurfaceOrder.Compare(other.Line, entry.Line).Kind != SurfaceChangeKind.None)
            {
                yield return new(entry.Number, string.Format(
                    CultureInfo.InvariantCulture,
                    "two lines for one route: line {0} says \"{1}\", line {2} says \"{3}\"",
                    other.Number + 1,
                    other.Line.Policy,
                    entry.Number + 1,
                    entry.Line.Policy));
            }
        }
    }

    private static bool IsConflictMark(string line) => ConflictMarks.Any(m => line.StartsWith(m, StringComparison.Ordinal));

    private static List<string> Lines(string text) => [.. text.TrimStart('\uFEFF').Split('\n').Select(static l => l.TrimEnd('\r'))];

    /// <summary>Each with the end it has: a file whose ends are mixed is somebody's, and not for us to set right. None at the end of the file where it ends without.</summary>
    private static List<(string Text, string End)> LinesWithEnds(string text)
    {
        var parts = text.TrimStart('\uFEFF').Split('\n');
        var lines = new List<(string, string)>(parts.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            var line = parts[i].TrimEnd('\r');
            var isLast = i == parts.Length - 1;
            if (!isLast || line.Length > 0)
            {
                lines.Add((line, isLast ? "" : new string('\r', parts[i].Length - line.Length) + "\n"));
            }
        }

        return lines;
    }
}
