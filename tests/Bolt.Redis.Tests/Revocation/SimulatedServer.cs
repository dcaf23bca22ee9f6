using Bolt.Redis.Revocation;

namespace Bolt.Redis.Tests;

/// <summary>A Redis in memory that does what the scripts do, and what can happen to a real one.</summary>
internal sealed class SimulatedServer(Func<long> time, Random random, long hold, long longHold = 0)
{
    private readonly List<State> _history = [];
    private State _state = new(null, []);
    private string _replid = "r0";
    private int _promotions;
    private (object Owner, long Until)? _lock;

    public bool HasInfo { get; set; } = true;

    public bool IsFull { get; set; }

    public LogHead? Head => _state.Head;

    public IReadOnlyList<LogItem> Items => _state.Items;

    public LogView Read(long from, int count) =>
        new(from, count, _state.Head, _state.Items.Count, [.. _state.Items.Where(i => i.Sequence >= from).Take(count)], time(), HasInfo ? _replid : null);

    public void Append(IReadOnlyList<LogEntry> entries, bool isCutOff)
    {
        if (IsFull)
        {
            throw new TimeoutException("OOM command not allowed when used memory > 'maxmemory'.");
        }

        if (_state.Head is null)
        {
            Begin("", isCutOff);
        }

        Add(entries, time());
    }

    public void Renew(ulong? expected, string? replid, bool isCutOff)
    {
        if (_state.Head?.Epoch != expected)
        {
            return;
        }

        if (_state.Head is not { } head)
        {
            Begin(replid ?? "", isCutOff);
        }
        else
        {
            Become(_state with { Head = head with { Epoch = Epoch(), ReplicationId = replid ?? "", Held = time() + Holds(isCutOff) } });
        }
    }

    public void Reset(ulong expected, bool isHole, string? replid, bool isCutOff)
    {
        if (_state.Head is { } head && head.Epoch == expected && (isHole || _state.Items.Count != head.Length))
        {
            Begin(replid ?? "", isCutOff);
        }
    }

    public void Hold(ulong expected, bool isCutOff)
    {
        if (_state.Head is { } head && head.Epoch == expected)
        {
            Become(_state with { Head = head with { Held = isCutOff ? Math.Max(head.Held, time() + hold) : time() + hold } });
        }
    }

    public bool TryLock(object owner)
    {
        if (_lock is { } held && held.Until > time() && held.Owner != owner)
        {
            return false;
        }

        _lock = (owner, time() + 10_000);
        return true;
    }

    public void Unlock(object owner) => _lock = _lock?.Owner == owner ? null : _lock;

    public ulong? Heal(object owner, ulong expected, bool isNew, IReadOnlyList<LogEntry> entries)
    {
        if (_state.Head is not { } head || head.Epoch != expected || !Owns(owner))
        {
            return null;
        }

        var epoch = isNew ? Epoch() : expected;
        Become(_state with { Head = head with { Epoch = epoch, Held = Math.Max(head.Held, time() + hold) } });
        Add(entries, 0);
        return epoch;
    }

    public bool Clean(object owner, ulong expected, long first, long through, long? kept, IReadOnlyList<LogEntry> entries)
    {
        if (_state.Head is not { } head || head.Epoch != expected || head.First != first || !Owns(owner))
        {
            return false;
        }

        Add(entries, 0);
        Become(new(_state.Head!.Value with { First = through + 1, Kept = kept ?? head.Kept }, [.. _state.Items.Where(i => i.Sequence > through)]));
        return true;
    }

    /// <summary>Another server takes over, without what was written last.</summary>
    public void FailOver(int lost)
    {
        _state = lost < _history.Count ? _history[^(lost + 1)] : new(null, []);
        _history.RemoveRange(Math.Max(0, _history.Count - lost), Math.Min(lost, _history.Count));
        _replid = "r" + ++_promotions;
        _lock = null;
    }

    public void FlushAll() => Become(new(null, []));

    public void RestartEmpty()
    {
        FlushAll();
        _history.Clear();
        FailOver(0);
    }

    public void DeleteHead() => Become(_state with { Head = null });

    public void DeleteLog() => Become(_state with { Items = [] });

    public void Trim(int left) => Become(_state with { Items = [.. _state.Items.TakeLast(left)] });

    /// <summary>One entry is missing and another one was written by hand: the length is right.</summary>
    public void MakeHole()
    {
        if (_state.Items.Count > 2)
        {
            var items = _state.Items.ToList();
            items.RemoveAt(items.Count / 2);
            items.Add(new(items[^1].Sequence + 1000, false, default, 0, 0));
            Become(_state with { Items = items });
        }
    }

    private bool Owns(object owner) => _lock is { } held && held.Owner == owner && held.Until > time();

    private void Begin(string replid, bool isCutOff) => Become(new(new LogHead(Epoch(), 1, 0, replid, time() + Holds(isCutOff), 0), []));

    private long Holds(bool isCutOff) => isCutOff ? Math.Max(hold, longHold) : hold;

    private void Add(IReadOnlyList<LogEntry> entries, long at)
    {
        var head = _state.Head!.Value;
        var (items, sequence, tag) = (_state.Items.ToList(), head.Sequence, (ulong)random.NextInt64());
        foreach (var entry in entries)
        {
            items.Add(new(++sequence, true, entry, tag, at));
        }

        Become(new(head with { Sequence = sequence }, items));
    }

    private void Become(State state)
    {
        _state = state;
        _history.Add(state);
    }

    private ulong Epoch() => (ulong)random.NextInt64();

    private sealed record State(LogHead? Head, IReadOnlyList<LogItem> Items);
}
