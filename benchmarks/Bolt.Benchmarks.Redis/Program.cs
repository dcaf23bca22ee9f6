using System.Globalization;
using Bolt.Benchmarks.Redis;
using Bolt.Benchmarks.Reporting;

// dotnet run -c Release --project benchmarks/Bolt.Benchmarks.Redis -- [rounds=15] [requests=1000] [entries=1000000] [revocations=500] [--update]
// Starts a redis-server of its own; "refusals <address>" and "fill <address> <entries>" are processes that this one starts.
if (args is ["refusals", var address])
{
    await RefusalProcess.RunAsync(address);
    return;
}

if (args is ["fill", var filled, var count])
{
    await FillProcess.RunAsync(filled, int.Parse(count, CultureInfo.InvariantCulture));
    return;
}

var command = string.Join(' ', args.Where(static a => a != "--update").Prepend("dotnet run -c Release --project benchmarks/Bolt.Benchmarks.Redis --")).TrimEnd(' ', '-');
if (Machine.Load > 0.5)
{
    Console.WriteLine($"The machine is busy (load {Machine.Load:0.0}): these figures say nothing unless it is left alone.\n");
}

var (rounds, requests) = (Number("rounds", 15), Number("requests", 1000));
var results = ResultStore.Empty();
await RevocationCost.MeasureAsync(results, command, rounds, requests);
await SessionCost.MeasureAsync(results, command, rounds, requests);
await LookUpCost.MeasureAsync(results, command, rounds, Number("entries", 1_000_000));
await Delay.MeasureAsync(results, command, Number("revocations", 500));
Console.WriteLine(RedisTables.All(results));
Console.WriteLine(Budgets.Table(results, onlyMeasured: true));
if (args.Contains("--update"))
{
    Document.Update(results, "redis", RedisTables.All);
}

int Number(string name, int otherwise) =>
    args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal)) is { } given ? int.Parse(given[(name.Length + 1)..], CultureInfo.InvariantCulture) : otherwise;
