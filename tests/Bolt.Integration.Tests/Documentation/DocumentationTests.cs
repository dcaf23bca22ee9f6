using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Bolt.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>docs/observability.md lists every log event, instrument and span, and log events have ids of their own.</summary>
public sealed class DocumentationTests
{
    private static readonly BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void EveryLogEventIsListedOnce()
    {
        var events = typeof(BoltRouteInfo).Assembly.GetTypes().SelectMany(static t => t.GetMethods(All)).Select(static m => m.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToList();
        Assert.NotEmpty(events);
        Assert.Equal(events.Count, events.Select(static e => e.EventId).Distinct().Count());
        var page = Page();
        foreach (var e in events)
        {
            Assert.Contains($"| {e.EventId} | ", page, StringComparison.Ordinal);
            Assert.Contains(e.Level == LogLevel.None ? $"| {e.EventId} | {e.EventName} | Information; Debug where " : $" | {e.Level} | ", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryInstrumentAndSpanIsListed()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new BoltMetrics(services.GetRequiredService<IMeterFactory>());
        var instruments = typeof(BoltMetrics).GetFields(All).Select(f => f.GetValue(metrics)).OfType<Instrument>().ToList();
        Assert.NotEmpty(instruments);
        var page = Page();
        foreach (var instrument in instruments)
        {
            var kind = instrument is Histogram<double> ? "histogram" : "counter";
            Assert.Contains($"| `{instrument.Meter.Name}` | `{instrument.Name}` | {kind}, {instrument.Unit} |", page, StringComparison.Ordinal);
        }

        Assert.Contains($"`ActivitySource` **`{BoltActivity.SourceName}`**", page, StringComparison.Ordinal);
        Assert.Contains($"`{BoltActivity.Authenticate}`", page, StringComparison.Ordinal);
    }

    private static string Page([CallerFilePath] string file = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "observability.md"));
}
