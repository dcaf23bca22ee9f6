using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Tests;

/// <summary>Keeps every measurement of one application, and every activity of the process.</summary>
internal sealed class Observer : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public Observer(IServiceProvider app, string meters = "")
    {
        var factory = app.GetRequiredService<IMeterFactory>();
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && (meters.Length == 0 || instrument.Meter.Name.StartsWith(meters, StringComparison.Ordinal)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((i, value, tags, _) => Measurements.Enqueue(new(i.Meter.Name, i.Name, i.Unit, value, Text(tags))));
        _meters.SetMeasurementEventCallback<double>((i, value, tags, _) => Measurements.Enqueue(new(i.Meter.Name, i.Name, i.Unit, value, Text(tags))));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = static s => s.Name == "Bolt" || s.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => Activities.Enqueue($"{a.OperationName} {a.Status} {a.StatusDescription} {string.Join(' ', a.TagObjects.Select(static t => $"{t.Key}={t.Value}"))} {string.Join(' ', a.Events.Select(static e => e.Name + string.Join(' ', e.Tags)))}"),
        };
        ActivitySource.AddActivityListener(_activities);
    }

    public ConcurrentQueue<Measurement> Measurements { get; } = [];

    public ConcurrentQueue<string> Activities { get; } = [];

    /// <summary>The tags of each measurement of an instrument, sorted.</summary>
    public IEnumerable<string> Of(string instrument) => Measurements.Where(m => m.Name == instrument).Select(static m => m.Tags);

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(static t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));

    internal sealed record Measurement(string Meter, string Name, string? Unit, double Value, string Tags);
}
