using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Bolt.Redis.Revocation;

/// <summary>What is measured of the replica, on the meter <c>Bolt</c>.</summary>
internal sealed class RevocationMetrics
{
    private readonly Histogram<double> _delay;
    private readonly Counter<long> _resyncs;
    private readonly Counter<long> _healed;
    private RevocationReplica? _replica;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory owns its meters.")]
    public RevocationMetrics(IMeterFactory meters)
    {
        var bolt = meters.Create("Bolt");
        _delay = bolt.CreateHistogram<double>("bolt.revocation.delay", "s", "From a revocation on another server, by the clock of Redis, until it was known here.");
        _resyncs = bolt.CreateCounter<long>("bolt.revocation.resyncs", "{resync}", "How often the log of revocations was read from the beginning.");
        _healed = bolt.CreateCounter<long>("bolt.revocation.healed", "{entry}", "Revocations that Redis had lost and that were put back from here.");
        bolt.CreateObservableGauge("bolt.revocation.staleness", Staleness, "s", "How long ago everything that was revoked was known here.");
        bolt.CreateObservableGauge("bolt.revocation.entries", Entries, "{entry}", "Revocations that are known here.");
    }

    public void Observe(RevocationReplica replica) => _replica = replica;

    public void Applied(IEnumerable<LogItem> items, long time)
    {
        if (_delay.Enabled)
        {
            foreach (var item in items)
            {
                if (item.AppendedAt > 0)
                {
                    _delay.Record(Math.Max(0, time - item.AppendedAt) / 1000d);
                }
            }
        }
    }

    public void Resynchronized(string reason) => _resyncs.Add(1, new KeyValuePair<string, object?>("bolt.reason", reason));

    public void Healed(int count) => _healed.Add(count);

    private IEnumerable<Measurement<double>> Staleness() => _replica?.Staleness is { } staleness ? [new(staleness.TotalSeconds)] : [];

    private IEnumerable<Measurement<long>> Entries() => _replica is { } replica ? [new(replica.Snapshot.Table.Count)] : [];
}
