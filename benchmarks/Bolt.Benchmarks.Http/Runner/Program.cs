using System.Globalization;
using Bolt.Benchmarks.Http;
using Bolt.Benchmarks.Reporting;

if (args is ["routes", var application, var count, var folder])
{
    ManyRoutesFiles.Write(application, int.Parse(count, CultureInfo.InvariantCulture), folder);
    return;
}

var settings = Settings.Parse(args);
using var tokens = new Tokens();
var rows = Row.All.Where(settings.Wants).ToArray();
if (rows.Any(static r => r.HasManyTokens))
{
    tokens.WriteMany();
}

if (settings.CountsInstructions)
{
    Instructions.Run(settings, rows, tokens);
    return;
}

if (Machine.Load > 0.5)
{
    Console.WriteLine($"The machine is busy (load {Machine.Load:0.0}): these figures say nothing unless it is left alone.\n");
}

Console.WriteLine($"{Machine.Description}; {Machine.Today}; {settings.Rounds} rounds of {settings.Seconds} s; wrk -t1 -c32\n");
var results = ResultStore.Empty();
foreach (var row in rows)
{
    var servers = Server.All.Where(s => settings.Wants(s) && row.Has(s) && s.IsPublished(row)).ToArray();
    if (servers.Length == 0)
    {
        Console.WriteLine($"{row.Name}: no server for it has been published\n");
        continue;
    }

    var samples = servers.ToDictionary(static s => s, static _ => new List<Sample>());
    try
    {
        for (var round = 0; round < settings.Rounds; round++)
        {
            // In turn, so that a machine that slows down slows down all; the order turns round, so that none is always first.
            foreach (var server in round % 2 == 0 ? servers : servers.Reverse())
            {
                samples[server].Add(Sample.Take(server, row, tokens, settings.Seconds));
            }
        }
    }
    catch (InvalidOperationException e) when (row.Name == "api-key")
    {
        Console.WriteLine($"{row.Name}: not measured: {e.Message}");
        continue;
    }

    foreach (var (server, taken) in samples.Where(static s => s.Value.Count > 0))
    {
        void Set(string figure, string unit, Func<Sample, double> value) => results.Set(Tables.Key(row, server, figure), unit, settings.Command, [.. taken.Select(value)]);
        Set("rate", "/s", static s => s.Rate);
        Set("cpu", "µs", static s => s.Cpu);
        Set("p50", "ms", static s => s.P50);
        Set("p99", "ms", static s => s.P99);
        Set("start", "ms", static s => s.Start);
        Set("memory", "MiB", static s => s.Memory);
        results.Set(Tables.Key(row, server, "size"), "MiB", settings.Command, server.Size(row));
    }

    Console.WriteLine($"### {row.Title}\n\n{Tables.Of(row, results)}");
}

Console.WriteLine($"### Budgets\n\n{Budgets.Table(results, onlyMeasured: true)}");
if (settings.Update)
{
    Document.Update(results, "http", Tables.All);
}
