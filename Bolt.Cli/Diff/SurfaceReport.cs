using System.Globalization;
using System.Text;
using Bolt.Shared;

namespace Bolt.Cli.Diff;

/// <summary>What changed, as Markdown for the reviewer of a pull request. Patterns and guards are the author's words: they stand in code spans, where nothing of them is markup.</summary>
internal sealed record SurfaceReport(string Markdown, bool IsWeaker)
{
    public static SurfaceReport Of(IReadOnlyList<SurfacePair> pairs)
    {
        var text = new StringBuilder("## Security surface\n\n");
        var sections = pairs.Select(static p => (p.Path, Rows: Rows(p).OrderBy(static r => r.Rank).ThenBy(static r => r.Text, StringComparer.Ordinal).ToList()))
            .GroupBy(static s => s.Path)
            .Select(static g => (Path: g.Key, Rows: g.SelectMany(static s => s.Rows).Distinct().OrderBy(static r => r.Rank).ToList()))
            .Where(static s => s.Rows.Count > 0)
            .OrderBy(static s => s.Rows[0].Rank)
            .ThenBy(static s => s.Path, StringComparer.Ordinal)
            .ToList();
        var weaker = sections.Sum(static s => s.Rows.Count(static r => r.Rank == Rank.Weaker));
        if (sections.Count == 0)
        {
            text.Append(pairs.Count == 0 ? "There is no BoltSurface.txt.\n" : "No route changed.\n");
        }
        else
        {
            text.Append(weaker switch
            {
                0 => "No route is weaker than before.",
                1 => "**1 route is weaker than before.**",
                _ => string.Create(CultureInfo.InvariantCulture, $"**{weaker} routes are weaker than before.**"),
            }).Append('\n');
        }

        foreach (var (path, rows) in sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {Code(path)}\n\n");
            foreach (var row in rows)
            {
                text.Append(row.Text);
            }
        }

        return new(text.ToString(), weaker > 0);
    }

    private enum Rank
    {
        Weaker,
        NewAndOpen,
        New,
        Stronger,
        Moved,
        Rewritten,
        Removed,
    }

    private sealed record Row(Rank Rank, string Text);

    private static IEnumerable<Row> Rows(SurfacePair pair)
    {
        if (pair.After is null)
        {
            return [new(Rank.Weaker, string.Create(CultureInfo.InvariantCulture, $"- ⚠ **weaker** the file is gone: nothing is compared with its {pair.Before!.Entries.Count} lines any more\n"))];
        }

        return SurfaceDifference.Find(pair.Before?.Entries.Select(static e => e.Line) ?? [], pair.After.Entries.Select(static e => e.Line)).Select(Of);
    }

    private static Row Of(SurfaceDifference difference)
    {
        var (before, now) = (difference.Recorded, difference.Current);
        return difference.Kind switch
        {
            SurfaceDifferenceKind.Weaker => new(Rank.Weaker, $"- ⚠ **weaker** {Code(now!.Route)}: {Code(string.Join("; ", difference.Change!.Reasons))}\n{Both(before!, now)}"),
            SurfaceDifferenceKind.Unrecorded when new SurfacePolicy(now!).IsOpen => new(Rank.NewAndOpen, $"- ＋ **new, open** {Code(now!.Route)}: {Code(now.Policy)}\n"),
            SurfaceDifferenceKind.Unrecorded => new(Rank.New, $"- ＋ new {Code(now!.Route)}: {Code(now.Policy)}\n"),
            SurfaceDifferenceKind.Moved => new(Rank.Moved, $"- → moved {Code(now!.Route)}, was {Code(before!.Route)}: {Code(now.Policy)}\n"),
            SurfaceDifferenceKind.Vanished => new(Rank.Removed, $"- － removed {Code(before!.Route)}, was {Code(before.Policy)}\n"),
            _ when difference.Change!.Kind == SurfaceChangeKind.Stronger => new(Rank.Stronger, $"- ↑ stronger {Code(now!.Route)}\n{Both(before!, now)}"),
            _ => new(Rank.Rewritten, $"- ＝ written differently {Code(now!.Route)}\n{Both(before!, now)}"),
        };
    }

    private static string Both(SurfaceLine before, SurfaceLine now) =>
        $"  - was {Code(before.Route == now.Route ? before.Policy : before.Route + "  " + before.Policy)}\n  - now {Code(now.Policy)}\n";

    /// <summary>A code span. The fence is longer than any in the text, and what would be invisible, or turn the text around, is written as an escape.</summary>
    private static string Code(string text)
    {
        var shown = new StringBuilder(text.Length);
        var (run, longest) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
            if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        var fence = new string('`', longest + 1);
        var pad = longest > 0 ? " " : "";
        return fence + pad + shown + pad + fence;
    }
}
