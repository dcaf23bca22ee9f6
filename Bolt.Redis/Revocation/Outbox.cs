using System.Collections.Generic;

namespace Bolt.Redis.Revocation;

/// <summary>
/// What this process revoked and has not seen in the log: not sent, not acknowledged, or not read back. A log that acknowledged an entry and does not hold it when it is looked at afterwards has lost it.
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

    /// <summary>The log holds the entry: it is the log's to keep.</summary>
    public void Saw(in LogEntry entry)
    {
        var key = (entry.First, entry.Second);
        if (_pending.Count > 0 && _pending.TryGetValue(key, out var known) && entry.Covers(known.Entry))
        {
            _pending.Remove(key);
        }
    }

    /// <summary>True where the log, read to its end, lacks what it acknowledged before it was looked at.</summary>
    /// <param name="now">In seconds since 1970. What is over by then may be missing.</param>
    public bool HasLost(long now)
    {
        foreach (var (_, pending) in _pending)
        {
            if (pending.AcknowledgedIn < _look && !pending.Entry.IsOver(now))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What was acknowledged and is missing is over, or is put back otherwise.</summary>
    public void GiveUp()
    {
        foreach (var (key, pending) in _pending)
        {
            if (pending.AcknowledgedIn < _look)
            {
                _pending.Remove(key);
            }
        }
    }

    /// <summary>True where the entry is on its way into the log, or may be.</summary>
    public bool Expects(in LogEntry entry) => _pending.TryGetValue((entry.First, entry.Second), out var known) && known.Entry.Covers(entry) && known.AcknowledgedIn >= _look;

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
