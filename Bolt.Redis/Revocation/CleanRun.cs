using System.Collections.Generic;

namespace Bolt.Redis.Revocation;

/// <summary>
/// One walk of the clean-up along the log, from its oldest entry to the newest at the start of the run: what is still needed is appended again, once for each key, and the rest leaves. No input or output.
/// </summary>
internal sealed class CleanRun
{
    /// <summary>Entries to a step: about a millisecond of the server's time.</summary>
    public const int Page = 200;

    private readonly RevocationSet _kept = new();
    private readonly ulong _epoch;
    private readonly long _end;

    private CleanRun(in LogHead head) => (_epoch, _end) = (head.Epoch, head.Sequence);

    /// <summary>A run, where the log has more than twice as many entries as the last one kept, and some more.</summary>
    public static CleanRun? StartIfWorthwhile(LogView view, int slack) => view is { Head: { } head, IsWhole: true } && head.Length > (2 * head.Kept) + slack ? new(head) : null;

    /// <summary>What to do with the oldest entries; null where the run is over.</summary>
    /// <param name="view">Has the oldest entries.</param>
    /// <param name="known">What this process knows; it is fresh.</param>
    public CleanStep? Plan(LogView view, RevocationSet known)
    {
        if (view.Head is not { } head || head.Epoch != _epoch || !view.IsWhole || head.First > _end)
        {
            return null;
        }

        var now = view.Time / 1000;
        var through = head.First - 1;
        var entries = new List<LogEntry>();
        foreach (var item in view.Items)
        {
            if (item.Sequence != through + 1 || !item.IsEntry)
            {
                return null;
            }

            if (item.Sequence > _end)
            {
                break;
            }

            through = item.Sequence;
            var entry = known.Table.TryGet(item.Entry.First, item.Entry.Second, out var whole) ? whole.Widen(item.Entry) : item.Entry;
            if (!entry.IsOver(now - RevocationSet.Margin) && !_kept.Covers(entry))
            {
                _kept.Put(entry, 0);
                entries.Add(entry);
            }
        }

        return through < head.First ? null : new(_epoch, head.First, through, through == _end ? _kept.Count : null, entries);
    }
}

/// <summary>See <see cref="IRevocationLog.CleanAsync"/>.</summary>
internal sealed record CleanStep(ulong Epoch, long First, long Through, long? Kept, List<LogEntry> Entries);
