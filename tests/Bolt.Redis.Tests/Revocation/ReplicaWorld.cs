using Bolt.Redis.Revocation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bolt.Redis.Tests;

/// <summary>Processes around one <see cref="SimulatedServer"/>, and what they must know. Every process looks at the log at least once a second, and every call takes at most 200 ms.</summary>
internal sealed class ReplicaWorld(Random random)
{
    private const int Hold = 5000;
    private static readonly long LongestCall = TimeSpan.FromMilliseconds(200).Ticks;
    private static readonly long LongestPause = TimeSpan.FromSeconds(1).Ticks;

    private readonly List<Process> _processes = [];
    private readonly List<(LogEntry Entry, long Returned)> _returned = [];
    private readonly HashSet<(ulong, ulong)> _asked = [];
    private readonly ManualTime _time = new();
    private SimulatedServer? _server;

    public SimulatedServer Server => _server ??= new(() => _time.Milliseconds, random, Hold);

    public int Count => _processes.Count;

    public IEnumerable<RevocationReplica> Replicas => _processes.Select(static p => p.Replica);

    public int Returned => _returned.Count;

    public void Add()
    {
        var log = new SimulatedLog(Server) { IsGated = true };
        var options = new RedisRevocationOptions { HealDelay = TimeSpan.Zero, CleanSlack = 5, HoldTime = TimeSpan.FromMilliseconds(Hold), ReconnectTime = TimeSpan.Zero };
        _processes.Add(new(log, new(log, options, _time, new(new TestMeterFactory()), NullLogger.Instance)) { Since = _time.Ticks });
    }

    /// <summary>One thing happens in one process: its next call to Redis, or the next round begins.</summary>
    public void Step(int process, CallFate fate)
    {
        var p = _processes[process % _processes.Count];

        // A process that fails again and again is cut off, and then nothing is promised.
        Go(p, p.Failures > 0 ? CallFate.Happens : fate);
        Check();
    }

    public void Revoke(int process, int id, TimeSpan lifetime, bool isLimit, bool isUnheard)
    {
        var p = _processes[process % _processes.Count];
        var key = isLimit ? RevocationKey.ForUser("u" + id) : RevocationKey.ForToken("t" + id);
        var now = _time.GetUtcNow();
        LogEntry made = default;
        try
        {
            if (isUnheard)
            {
                p.Log.Failure = new TimeoutException();
            }

            var call = p.Replica.RevokeAsync(key, known => made = LogEntry.Create(key, now + lifetime, isLimit ? Math.Max(known, (uint)now.ToUnixTimeSeconds()) : LogEntry.Always));
            Assert.True(call.IsCompleted);
            call.GetAwaiter().GetResult();
            _returned.Add((made, _time.Ticks));
        }
        catch (Exception e) when (e is TimeoutException or StackExchange.Redis.RedisException)
        {
            // It holds here, and is sent later.
        }

        p.Log.Failure = null;
        _asked.Add((made.First, made.Second));
        Check();
    }

    public void Advance(TimeSpan by)
    {
        var end = _time.Ticks + by.Ticks;
        while (true)
        {
            var due = _processes.MinBy(Due)!;
            if (Due(due) >= end)
            {
                _time.Advance(TimeSpan.FromTicks(end - _time.Ticks));
                Check();
                return;
            }

            _time.Advance(TimeSpan.FromTicks(Math.Max(0, Due(due) - _time.Ticks)));
            Go(due, CallFate.Happens);
            Check();
        }
    }

    /// <summary>A fresh process knows everything that was revoked before, and nobody knows what was not.</summary>
    public void Check()
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var process in _processes)
        {
            var snapshot = process.Replica.Snapshot;
            if (snapshot.FreshAt is { } fresh && process.Replica.IsFresh(snapshot))
            {
                foreach (var (entry, returned) in _returned)
                {
                    if (returned < fresh.Ticks && !entry.IsOver(now) && snapshot.Table.Find(entry.First, entry.Second) < entry.IssuedBefore)
                    {
                        throw new InvalidOperationException($"Process {_processes.IndexOf(process)} is fresh and does not know what was revoked {(_time.Ticks - returned) / TimeSpan.TicksPerMillisecond} ms ago.");
                    }
                }
            }

            foreach (var entry in snapshot.Table.Entries())
            {
                if (!_asked.Contains((entry.First, entry.Second)))
                {
                    throw new InvalidOperationException($"Process {_processes.IndexOf(process)} refuses what nobody revoked.");
                }
            }
        }
    }

    /// <summary>How many entries are needed, at least.</summary>
    public int Live(TimeSpan margin) => _returned.Where(r => !r.Entry.IsOver((_time.GetUtcNow() - margin).ToUnixTimeSeconds())).Select(static r => (r.Entry.First, r.Entry.Second)).Distinct().Count();

    /// <summary>How much of what is needed the log does not hold: one who knew only the log would not know it.</summary>
    public int Lost()
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var log = new RevocationSet();
        foreach (var item in Server.Items)
        {
            log.Put(item.Entry, now);
        }

        return _returned.Count(r => !r.Entry.IsOver(now) && !log.Covers(r.Entry));
    }

    private long Due(Process process) => process.Since + (process.Log.IsWaiting ? LongestCall : LongestPause);

    private void Go(Process process, CallFate fate)
    {
        process.Since = _time.Ticks;
        if (process.Log.IsWaiting)
        {
            process.Log.Let(fate);
        }
        else if (process.Round is not { IsCompleted: false })
        {
            process.Round = process.Replica.SynchronizeAsync();
        }

        if (process.Round is { IsCompleted: true } round)
        {
            process.Failures = round.IsFaulted ? process.Failures + 1 : 0;
            if (round.Exception is { } failure && failure.InnerException is not (TimeoutException or StackExchange.Redis.RedisException))
            {
                throw failure;
            }
        }
    }

    private sealed class Process(SimulatedLog log, RevocationReplica replica)
    {
        public SimulatedLog Log { get; } = log;

        public RevocationReplica Replica { get; } = replica;

        public Task? Round { get; set; }

        public int Failures { get; set; }

        /// <summary>When its call began to wait, or its round ended.</summary>
        public long Since { get; set; }
    }
}
