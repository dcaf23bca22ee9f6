using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bolt.Redis.Revocation;

/// <summary>
/// This process's copy of what is revoked. <see cref="ReplicaState"/> knows the rules; here the log is asked and written to, by one loop. Requests read <see cref="Snapshot"/> and wait for nothing.
/// </summary>
internal sealed class RevocationReplica : IAsyncDisposable, IDisposable
{
    private const int HealBatch = 500;

    /// <summary>A revocation is sent with what could not be sent before.</summary>
    private const int AppendBatch = 500;

    /// <summary>Repairs to one round; the next round goes on.</summary>
    private const int MostRepairs = 4;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    /// <summary>After that long without a server a connection is tried again every three or four seconds; later ever more seldom.</summary>
    private static readonly TimeSpan ShortOutage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClockWarning = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClockLimit = TimeSpan.FromSeconds(60);

    private readonly IRevocationLog _log;
    private readonly RedisRevocationOptions _options;

    /// <summary>Less than <see cref="RedisRevocationOptions.MaximumStaleness"/> by what the clocks may be wrong.</summary>
    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;
    private readonly RevocationMetrics _metrics;
    private readonly ILogger _logger;

    /// <summary>Held for what happens in memory, never while Redis is asked.</summary>
    private readonly Lock _writing = new();
    private readonly ReplicaState _state;
    private readonly SemaphoreSlim _bell = new(0, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _synchronized = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReplicaSnapshot _snapshot;
    private Task? _loop;
    private bool _isListening;
    private bool _isPolicyKnown;
    private bool _hasLock;
    private bool _hasRenewed;
    private long _healed;
    private Moment? _healAt;
    private bool _areClocksApart;
    private bool _isFresh;
    private int _isStaleLogged;
    private Moment? _started;

    public RevocationReplica(IRevocationLog log, RedisRevocationOptions options, TimeProvider time, RevocationMetrics metrics, ILogger logger)
    {
        _log = log;
        _options = options;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _longest = options.MaximumStaleness - Moment.Inaccuracy(time);
        _state = new((long)options.LongHoldTime.TotalMilliseconds);
        _snapshot = new(_state.Set.Table, null);
        metrics.Observe(this);
    }

    public ReplicaSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Completes when everything was known for the first time.</summary>
    public Task Synchronized => _synchronized.Task;

    /// <summary>How long ago everything was known; null where it never was.</summary>
    public TimeSpan? Staleness => Snapshot.FreshAt is { } moment ? Age(moment) : null;

    public TimeSpan MaximumStaleness => _options.MaximumStaleness;

    /// <summary>True while what the snapshot does not hold is not revoked.</summary>
    public bool IsFresh(ReplicaSnapshot snapshot)
    {
        if (snapshot.FreshAt is { } moment && IsRecent(moment))
        {
            return true;
        }

        ReportStale(null);
        return false;
    }

    public void Start()
    {
        if (_loop is null)
        {
            _started = Moment.Now(_time);
            _loop = Task.Run(() => RunAsync(_stopping.Token));
        }
    }

    /// <summary>Known here at once, and everywhere when it returns. Where it throws it is still known here, and sent as soon as Redis takes it.</summary>
    /// <param name="make">Makes the entry out of what is known: from when on tokens of the key are good, or 0.</param>
    /// <param name="key">Its key.</param>
    public async ValueTask RevokeAsync(RevocationKey key, Func<uint, LogEntry> make)
    {
        var (first, second) = LogEntry.Words(key);
        List<LogEntry> unsent;
        lock (_writing)
        {
            var known = _state.Set.Table.Find(first, second);
            var entry = make(known);
            if (_isFresh && _state.Set.Covers(entry) && !_state.Outbox.Covers(entry) && _snapshot.FreshAt is { } moment && IsRecent(moment))
            {
                // Everybody knows it, and puts it back where it is lost.
                return;
            }

            _state.Revoke(entry, Seconds);
            Publish(_snapshot.FreshAt);
            unsent = [entry];
        }

        await SendAsync(unsent).ConfigureAwait(false);
    }

    /// <summary>One round: sends what was not sent, and looks until everything is known or something must be waited for.</summary>
    public async Task SynchronizeAsync()
    {
        try
        {
            await SendUnsentAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // A server that takes nothing more can still tell what others revoked.
            await LookAndRepairAsync().ConfigureAwait(false);
            throw;
        }

        await LookAndRepairAsync().ConfigureAwait(false);
    }

    private async Task LookAndRepairAsync()
    {
        for (var repairs = 0; repairs < MostRepairs;)
        {
            var (step, view) = await LookAsync().ConfigureAwait(false);
            await HoldOthersAsync(view).ConfigureAwait(false);
            switch (step)
            {
                case ReplicaStep.ReadOn:
                    break;
                case ReplicaStep.Renew:
                    repairs++;
                    await _log.RenewAsync(view.Head?.Epoch, view.ReplicationId, IsCutOff).ConfigureAwait(false);
                    break;
                case ReplicaStep.Reset:
                    repairs++;
                    await _log.ResetAsync(view.Head!.Value.Epoch, _state.IsHole, view.ReplicationId, IsCutOff).ConfigureAwait(false);
                    break;
                case ReplicaStep.Heal:
                    if (!await HealAsync(view).ConfigureAwait(false))
                    {
                        return;
                    }

                    break;
                default:
                    await StopHealingAsync().ConfigureAwait(false);
                    await CleanAsync(view).ConfigureAwait(false);
                    return;
            }
        }
    }

    /// <summary>Stops without waiting for what is under way.</summary>
    public void Dispose()
    {
        if (!_stopping.IsCancellationRequested)
        {
            _stopping.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            if (_loop is { } loop)
            {
                await loop.ConfigureAwait(false);
            }

            _stopping.Dispose();
            _bell.Dispose();
        }
    }

    /// <summary>For how long nobody knows: others may have been, too, and then their connections take their time to come back.</summary>
    private bool IsCutOff => Staleness is not { } staleness || staleness > ShortOutage;

    private long Seconds => _time.GetUtcNow().ToUnixTimeSeconds();

    private bool IsRecent(in Moment moment) => Age(moment) <= _longest;

    private TimeSpan Age(in Moment moment) => Moment.Now(_time).ElapsedSince(moment);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever happens, the next round is due; what is known ages meanwhile, and then tokens are refused.")]
    private async Task RunAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var began = Moment.Now(_time);
            Exception? failure = null;
            try
            {
                await ListenAsync().ConfigureAwait(false);
                await SynchronizeAsync().ConfigureAwait(false);
                failures = 0;
            }
            catch (Exception e)
            {
                failures = Math.Min(failures + 1, 6);
                failure = e;
            }

            if ((Staleness ?? Age(_started!.Value)) > _options.MaximumStaleness)
            {
                ReportStale(failure);
            }

            try
            {
                await PauseAsync(began, failures, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        try
        {
            await _log.StopListeningAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The connection is gone, and with it the subscription.
        }
    }

    private async Task ListenAsync()
    {
        if (!_isListening)
        {
            await _log.ListenAsync(Ring).ConfigureAwait(false);
            _isListening = true;
        }

        if (!_isPolicyKnown)
        {
            var policy = await _log.EvictionPolicyAsync().ConfigureAwait(false);
            _isPolicyKnown = true;
            if (policy?.StartsWith("allkeys", StringComparison.Ordinal) == true)
            {
                RedisRevocationLogger.EvictionPolicy(_logger, policy);
            }
        }
    }

    /// <summary>Until the bell rings or the next look is due; never right after the last one.</summary>
    private async Task PauseAsync(Moment began, int failures, CancellationToken stopping)
    {
        var pause = failures == 0 ? _options.PollInterval : TimeSpan.FromMilliseconds(Math.Min(1000, 25 << failures));
        if (_healAt is { } due && (due.Ticks - Moment.Now(_time).Ticks) is var left && left < pause.Ticks)
        {
            pause = TimeSpan.FromTicks(Math.Max(left, ShortestPause.Ticks));
        }

        if (await _bell.WaitAsync(pause, stopping).ConfigureAwait(false) || failures > 0)
        {
            var passed = Moment.Now(_time).ElapsedSince(began);
            if (passed < ShortestPause)
            {
                await Task.Delay(ShortestPause - passed, stopping).ConfigureAwait(false);
            }
        }
    }

    private void Ring()
    {
        try
        {
            if (_bell.CurrentCount == 0)
            {
                _bell.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
        catch (ObjectDisposedException)
        {
            // Nobody is in.
        }
    }

    private async Task<(ReplicaStep Step, LogView View)> LookAsync()
    {
        long from;
        int count;
        bool isReading;
        lock (_writing)
        {
            (from, count) = _state.BeginLook();
            isReading = _state.IsReading;
        }

        var sent = Moment.Now(_time);
        var view = await _log.ReadAsync(from, count).ConfigureAwait(false);
        var areClocksNear = CompareClocks(sent, view.Time);
        var applied = isReading ? null : new List<LogItem>();
        ReplicaStep step;
        string? resync;
        var isFirst = false;
        lock (_writing)
        {
            step = _state.Apply(view, applied);
            resync = _state.Resync;
            var isCurrent = _state.IsCurrent && areClocksNear;
            _isFresh = isCurrent || (_isFresh && step == ReplicaStep.ReadOn && resync is null);
            var freshAt = _snapshot.FreshAt;
            if (isCurrent)
            {
                // Where the response took longer than the bound, nobody may rely on it: the next one is the first.
                isFirst = IsRecent(sent) && (freshAt is not { } before || sent.ElapsedSince(before) > _longest || Volatile.Read(ref _isStaleLogged) != 0);
                freshAt = sent;
            }

            Publish(freshAt);
        }

        if (applied is not null)
        {
            _metrics.Applied(applied, view.Time);
        }

        Report(resync, isFirst);
        return (step, view);
    }

    private void Report(string? resync, bool isFirst)
    {
        if (resync is not null)
        {
            _metrics.Resynchronized(resync);
            if (resync != ResyncReason.Overtaken)
            {
                RedisRevocationLogger.Resynchronized(_logger, resync);
            }
        }

        if (isFirst)
        {
            Volatile.Write(ref _isStaleLogged, 0);
            RedisRevocationLogger.Synchronized(_logger, Snapshot.Table.Count);
            _synchronized.TrySetResult();
        }
    }

    /// <summary>Once while it lasts.</summary>
    private void ReportStale(Exception? failure)
    {
        if (Volatile.Read(ref _isStaleLogged) == 0 && Interlocked.Exchange(ref _isStaleLogged, 1) == 0)
        {
            RedisRevocationLogger.TooStale(_logger, Staleness ?? (_started is { } start ? Age(start) : TimeSpan.Zero), failure);
        }
    }

    private void Publish(Moment? freshAt)
    {
        if (_snapshot.Table != _state.Set.Table || _snapshot.FreshAt != freshAt)
        {
            Volatile.Write(ref _snapshot, new(_state.Set.Table, freshAt));
        }
    }

    /// <summary>Entries end by either clock, so they must not be far apart.</summary>
    private bool CompareClocks(in Moment sent, long serverTime)
    {
        var distance = ClockDistance.Of(new(sent.Ticks, TimeSpan.Zero), _time.GetUtcNow(), DateTimeOffset.FromUnixTimeMilliseconds(serverTime));
        var areApart = distance > ClockWarning;
        if (areApart && !_areClocksApart)
        {
            RedisRevocationLogger.ClocksApart(_logger, distance);
        }

        _areClocksApart = areApart;
        return distance <= ClockLimit;
    }

    /// <summary>While a log that lost something is compared here, nobody must believe that it is whole. And nobody need wait for those who were away for long, where there are none.</summary>
    private async Task HoldOthersAsync(LogView view)
    {
        if (view.Head is not { } head || head.Epoch != _state.Epoch)
        {
            return;
        }

        var (left, hold, isCutOff) = (head.Held - view.Time, _options.HoldTime.TotalMilliseconds, IsCutOff);
        if ((_state.IsComparing && left < hold / 2) || (!isCutOff && left > hold))
        {
            await _log.HoldAsync(head.Epoch, isCutOff).ConfigureAwait(false);
        }
    }

    /// <summary>Puts back one batch; false where it is not yet time, or someone else does.</summary>
    private async Task<bool> HealAsync(LogView view)
    {
        if (!_hasLock)
        {
            var now = Moment.Now(_time);
            _healAt ??= now with { Ticks = now.Ticks + (RandomNumberGenerator.GetInt32(1 + (int)_options.HealDelay.TotalMilliseconds) * TimeSpan.TicksPerMillisecond) };
            if (now.Ticks < _healAt.Value.Ticks || !await _log.TryLockAsync().ConfigureAwait(false))
            {
                return false;
            }

            // What others have put back meanwhile is seen by one more look.
            _hasLock = true;
            return true;
        }

        List<LogEntry> batch;
        lock (_writing)
        {
            batch = _state.TakeMissing(HealBatch, view.Time / 1000);
        }

        var isNew = !_hasRenewed;
        if (batch.Count == 0 || await _log.HealAsync(view.Head!.Value.Epoch, isNew, batch).ConfigureAwait(false) is not { } epoch)
        {
            await StopHealingAsync().ConfigureAwait(false);
            return false;
        }

        if (isNew)
        {
            _hasRenewed = true;
            lock (_writing)
            {
                _state.Renewed(epoch);
            }
        }

        _healed += batch.Count;
        _metrics.Healed(batch.Count);
        return true;
    }

    private async Task StopHealingAsync()
    {
        _healAt = null;
        _hasRenewed = false;
        if (_healed > 0)
        {
            RedisRevocationLogger.Healed(_logger, _healed);
            _healed = 0;
        }

        if (_hasLock)
        {
            _hasLock = false;
            await _log.UnlockAsync().ConfigureAwait(false);
        }
    }

    /// <summary>From a fresh process only, and until the next look is due.</summary>
    private async Task CleanAsync(LogView view)
    {
        if (!_isFresh || CleanRun.StartIfWorthwhile(view, _options.CleanSlack) is not { } run || !await _log.TryLockAsync().ConfigureAwait(false))
        {
            return;
        }

        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var began = Moment.Now(_time);
                do
                {
                    var oldest = await _log.ReadAsync(0, CleanRun.Page).ConfigureAwait(false);
                    CleanStep? step;
                    lock (_writing)
                    {
                        step = run.Plan(oldest, _state.Set);
                    }

                    if (step is null
                        || !await _log.CleanAsync(step.Epoch, step.First, step.Through, step.Kept, step.Entries).ConfigureAwait(false)
                        || step.Kept is not null)
                    {
                        return;
                    }
                }
                while (Moment.Now(_time).ElapsedSince(began) < _options.PollInterval);

                // Others' revocations must not wait for the end of a long log.
                await SendUnsentAsync().ConfigureAwait(false);
                while ((await LookAsync().ConfigureAwait(false)).Step == ReplicaStep.ReadOn)
                {
                }

                if (!_isFresh)
                {
                    return;
                }
            }
        }
        finally
        {
            await _log.UnlockAsync().ConfigureAwait(false);
        }
    }

    private async Task SendUnsentAsync()
    {
        while (true)
        {
            List<LogEntry> unsent;
            lock (_writing)
            {
                unsent = _state.Outbox.Unsent(AppendBatch);
            }

            if (unsent.Count == 0)
            {
                return;
            }

            await SendAsync(unsent).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(List<LogEntry> entries)
    {
        await _log.AppendAsync(entries, IsCutOff).ConfigureAwait(false);
        lock (_writing)
        {
            foreach (var entry in entries)
            {
                _state.Outbox.Acknowledge(entry);
            }
        }
    }
}
