using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Bolt.Behavior.Server;

/// <summary>Keeps what ASP.NET Core's authentication and authorization meters and Bolt's record, and Bolt's spans.</summary>
internal sealed class Measurements(IMeterFactory factory) : IHostedService, IDisposable
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly MeterListener _meters = new();
    private ActivityListener? _activities;

    public string Text => string.Join('\n', _lines);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name is "Bolt" or "Microsoft.AspNetCore.Authentication" or "Microsoft.AspNetCore.Authorization")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((i, _, tags, _) => Keep(i, tags));
        _meters.SetMeasurementEventCallback<double>((i, _, tags, _) => Keep(i, tags));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = static s => s.Name == "Bolt",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => _lines.Enqueue(Line(a.OperationName, a.TagObjects)),
        };
        ActivitySource.AddActivityListener(_activities);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _meters.Dispose();
        _activities?.Dispose();
    }

    private void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _lines.Enqueue(Line($"{instrument.Meter.Name} {instrument.Name}", tags.ToArray()));

    private static string Line(string name, IEnumerable<KeyValuePair<string, object?>> tags) =>
        name + string.Concat(tags.Select(static t => $" {t.Key}={t.Value}").Order(StringComparer.Ordinal));
}
