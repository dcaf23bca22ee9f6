using System.Collections.Generic;

namespace Bolt.Redis.Revocation;

/// <summary>
/// What this process revoked and does not know to be in the log: not sent, not acknowledged, or acknowledged later than the log was last looked at.
/// </summary>
internal sealed class Outbox
{
    private readonly Dictionary<(ulong First, ulong Second), Pending> _pending = [];
    private long _look;

    public int Count => _pending.Count;

    public void Add(in LogEntry entry)
    {
        var key = (entry.First, entry.Second);
        _pending[key] = new(_pending.TryGetValue(key, out var known) ? known.Entry.Widen(entry) : entry, Unacknowledged);
    }

    /// <summary>The log has the entry, or had it when it answered.</summary>
    public void Acknowledge(in LogEntry entry)
    {
        var key = (entry.First, entry.Second);
        if (_pending.TryGetValue(key, out var known) && entry.Covers(known.Entry))
        {
            _pending[key] = known with { AcknowledgedIn = _look };
        }
    }

    /// <summary>Before the log is looked at.</summary>
    public void BeginLook() => _look++;

    /// <summary>After: what was acknowledged before that look is the log's to keep.</summary>
    public void EndLook()
    {
        foreach (var (key, pending) in _pending)
        {
            if (pending.AcknowledgedIn < _look)
            {
                _pending.Remove(key);
            }
        }
    }

    public bool Covers(in LogEntry entry) => _pending.TryGetValue((entry.First, entry.Second), out var known) && known.Entry.Covers(entry);

    /// <summary>What must be sent.</summary>
    public List<LogEntry> Unsent(int maximum)
    {
        var entries = new List<LogEntry>();
        foreach (var (_, pending) in _pending)
        {
            if (pending.AcknowledgedIn == Unacknowledged && entries.Count < maximum)
            {
                entries.Add(pending.Entry);
            }
        }

        return entries;
    }

    private const long Unacknowledged = long.MaxValue;

    private readonly record struct Pending(LogEntry Entry, long AcknowledgedIn);
}
