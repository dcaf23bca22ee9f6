using System;
using System.Collections.Generic;

namespace Bolt.Redis.Revocation;

/// <summary>
/// What a process knows of the log, and what each look at it means. No input or output, no clock, one caller at a time: the rules of the protocol are here, and a test can run them without Redis.
/// </summary>
/// <remarks>
/// The log holds every revocation that is needed at least once. Entries are numbered without gaps, and the head says from which number to which; an entry's tag tells two histories apart. So a log that
/// lost something disagrees with its head, with the server that holds it, or with what its readers know: they give it a new epoch, read it from the beginning and put back what is missing. Nothing is ever
/// taken out of <see cref="Set"/> early.
/// </remarks>
internal sealed class ReplicaState
{
    /// <summary>Entries to a look.</summary>
    public const int Page = 1000;

    /// <summary>The same while the whole log is read.</summary>
    public const int LongPage = 5000;

    private readonly Outbox _outbox = new();
    private readonly long _hold;

    private ulong? _epoch;
    private long _cursor;
    private ulong _cursorTag;
    private bool _isReading;

    /// <summary>What the log holds, while it is compared with <see cref="Set"/>; else null.</summary>
    private RevocationSet? _seen;

    /// <summary>What the log has lost; worked off from its end.</summary>
    private List<LogEntry> _missing = [];

    /// <summary>What is not in the log either, and about to be appended by this process.</summary>
    private List<LogEntry> _waiting = [];

    /// <summary>Why this process gave, or asked for, another epoch.</summary>
    private string? _cause;

    /// <summary>A damaged log is read as far as it can be before it is given up: nobody else may know it.</summary>
    private ulong? _salvaging;
    private long _salvaged;
    private bool _isHole;

    /// <summary>When the end of this epoch's log was first reached, by the server's clock.</summary>
    private long? _complete;

    /// <param name="hold">How long nobody is fresh after something may have been lost where the server does not say so, in milliseconds.</param>
    public ReplicaState(long hold) => _hold = hold;

    public RevocationSet Set { get; } = new();

    public Outbox Outbox => _outbox;

    /// <summary>The epoch that is followed.</summary>
    public ulong? Epoch => _epoch;

    /// <summary>The last look showed everything that is revoked: the process is as fresh as that look.</summary>
    public bool IsCurrent { get; private set; }

    /// <summary>Why the log is read from the beginning, since the last look; null where it is not.</summary>
    public string? Resync { get; private set; }

    /// <summary>True while a log that may have lost something is compared with what this process knows: others must wait.</summary>
    public bool IsComparing { get; private set; }

    /// <summary>True where the first look at a log is still under way.</summary>
    public bool IsReading => _isReading || _epoch is null;

    /// <summary>What the next look must ask for.</summary>
    public (long From, int Count) BeginLook()
    {
        _outbox.BeginLook();
        return (_salvaging is null ? _cursor : _salvaged, IsReading || _salvaging is not null ? LongPage : Page);
    }

    /// <summary>Adds an entry of this process's own.</summary>
    public void Revoke(in LogEntry entry, long now)
    {
        Set.Put(entry, now);
        _outbox.Add(entry);
    }

    /// <summary>What a look means. <paramref name="applied"/> gets the entries that are new.</summary>
    public ReplicaStep Apply(LogView view, List<LogItem>? applied = null)
    {
        IsCurrent = false;
        Resync = null;
        if (view.Head is not { } head)
        {
            _salvaging = null;
            return Renew(ResyncReason.NoHead);
        }

        if (view.ReplicationId is { } id && id != head.ReplicationId)
        {
            return Renew(ResyncReason.Promotion);
        }

        if (_salvaging is not null && (_salvaging != head.Epoch || (view.IsWhole && !_isHole)))
        {
            // Someone else has reset it meanwhile.
            _salvaging = null;
        }

        if (_salvaging is not null || !view.IsWhole)
        {
            return Salvage(view, head, isHole: false);
        }

        if (_epoch != head.Epoch)
        {
            Begin(head.Epoch, _epoch is null ? null : _cause ?? ResyncReason.NewEpoch);
            IsComparing = _seen is not null;
        }
        else if (head.Sequence < _cursor)
        {
            return Renew(ResyncReason.RolledBack);
        }
        else if (head.First > _cursor && _cursor > 0)
        {
            // The clean-up went past: the whole log lies ahead, whatever of it is still needed.
            if (_isReading)
            {
                (_cursor, _cursorTag) = (0, 0);
            }
            else
            {
                Begin(head.Epoch, ResyncReason.Overtaken);
            }
        }

        return Follow(view, head, applied);
    }

    /// <summary>What must be put back now; at most so many.</summary>
    public List<LogEntry> TakeMissing(int maximum, long now)
    {
        var entries = new List<LogEntry>();
        for (var i = _missing.Count - 1; i >= 0 && entries.Count < maximum; i--)
        {
            if (IsLost(_missing[i], now))
            {
                entries.Add(_missing[i]);
            }
        }

        return entries;
    }

    /// <summary>This process has given the log a new epoch and nothing else has happened to it.</summary>
    public void Renewed(ulong epoch) => _epoch = epoch;

    private ReplicaStep Renew(string cause)
    {
        _cause = cause;
        return ReplicaStep.Renew;
    }

    private void Begin(ulong epoch, string? reason)
    {
        _cause = null;
        _epoch = epoch;
        (_cursor, _cursorTag) = (0, 0);
        _isReading = true;
        _complete = null;
        (_missing, _waiting) = ([], []);
        _seen = Set.Count > 0 ? new() : null;
        Resync = reason;
    }

    private ReplicaStep Follow(LogView view, in LogHead head, List<LogItem>? applied)
    {
        if (view.From > head.First && view.From != _cursor)
        {
            return ReplicaStep.ReadOn;
        }

        var next = _cursor == 0 ? head.First : _cursor;
        foreach (var item in view.Items)
        {
            if (item.Sequence != next || !item.IsEntry)
            {
                return Salvage(view, head, isHole: true);
            }

            if (item.Sequence == _cursor)
            {
                if (item.Tag != _cursorTag)
                {
                    return Renew(ResyncReason.Rewritten);
                }
            }
            else
            {
                Take(item.Entry, view.Time);
                applied?.Add(item);
                (_cursor, _cursorTag) = (item.Sequence, item.Tag);
            }

            next = item.Sequence + 1;
        }

        if (next <= head.Sequence)
        {
            return view.Items.Count < view.Count ? Salvage(view, head, isHole: true) : ReplicaStep.ReadOn;
        }

        return Complete(view, head);
    }

    /// <summary>The end of the log is reached.</summary>
    private ReplicaStep Complete(LogView view, in LogHead head)
    {
        var now = view.Time / 1000;
        if (_isReading)
        {
            _isReading = false;
            Compare(now);
        }
        else if (_outbox.HasLost(now))
        {
            // This process had not read that far, so that the tag at its place says nothing.
            return Renew(ResyncReason.Rewritten);
        }
        else
        {
            _outbox.GiveUp();
        }

        if (_seen is not null && !IsHealed(now))
        {
            IsComparing = true;
            return ReplicaStep.Heal;
        }

        IsComparing = false;
        _complete ??= view.Time;

        // A server that does not say who it is may have lost its tail: others get the time to notice.
        IsCurrent = view.Time >= head.Held && (view.ReplicationId is not null || view.Time - _complete >= _hold);
        return ReplicaStep.None;
    }

    private void Compare(long now)
    {
        if (_seen is null)
        {
            return;
        }

        foreach (var entry in Set.Table.Entries())
        {
            if (IsLost(entry, now))
            {
                (_outbox.Expects(entry) ? _waiting : _missing).Add(entry);
            }
        }

        _outbox.GiveUp();
    }

    /// <summary>True where the log holds everything that it should, so far as this process knows.</summary>
    private bool IsHealed(long now)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var entry = _waiting[i];
            if (!IsLost(entry, now))
            {
                _waiting.RemoveAt(i);
            }
            else if (!_outbox.Expects(entry))
            {
                _waiting.RemoveAt(i);
                _missing.Add(entry);
            }
        }

        while (_missing.Count > 0 && !IsLost(_missing[^1], now))
        {
            _missing.RemoveAt(_missing.Count - 1);
        }

        if (_missing.Count == 0 && _waiting.Count == 0)
        {
            _seen = null;
        }

        return _missing.Count == 0;
    }

    private bool IsLost(in LogEntry entry, long now) => !entry.IsOver(now) && _seen?.Covers(entry) == false;

    private ReplicaStep Salvage(LogView view, in LogHead head, bool isHole)
    {
        _cause = ResyncReason.Damaged;
        if (_salvaging is null)
        {
            _isHole = isHole;
            if (_epoch == head.Epoch && !_isReading)
            {
                // Everything that was in it is known.
                return ReplicaStep.Reset;
            }

            (_salvaging, _salvaged) = (head.Epoch, 0);
            if (view.From > 0)
            {
                return ReplicaStep.ReadOn;
            }
        }

        foreach (var item in view.Items)
        {
            if (item.IsEntry)
            {
                Take(item.Entry, view.Time);
            }

            _salvaged = Math.Max(_salvaged, item.Sequence == long.MaxValue ? item.Sequence : item.Sequence + 1);
        }

        if (view.Items.Count == view.Count)
        {
            return ReplicaStep.ReadOn;
        }

        _salvaging = null;
        return ReplicaStep.Reset;
    }

    /// <summary>Whether a reset must not look at the length again.</summary>
    public bool IsHole => _isHole;

    private void Take(in LogEntry entry, long time)
    {
        Set.Put(entry, time / 1000);
        _outbox.Saw(entry);
        _seen?.Put(entry, time / 1000);
    }
}
