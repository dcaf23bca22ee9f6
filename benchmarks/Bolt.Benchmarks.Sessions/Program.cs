using System.Globalization;
using Bolt.Benchmarks.Reporting;
using Bolt.Benchmarks.Sessions;

// dotnet run -c Release --project benchmarks/Bolt.Benchmarks.Sessions -- [memory] [rounds=25] [sessions=100000] [--update]
// With "memory" no time is measured, so that a busy machine will do.
var command = string.Join(' ', args.Where(static a => a != "--update").Prepend("dotnet run -c Release --project benchmarks/Bolt.Benchmarks.Sessions --")).TrimEnd(' ', '-');
var onlyMemory = args.Contains("memory");
if (!onlyMemory && Machine.Load > 0.5)
{
    Console.WriteLine($"The machine is busy (load {Machine.Load:0.0}): these figures say nothing unless it is left alone.\n");
}

var results = ResultStore.Empty();
if (!onlyMemory)
{
    await RequestCost.MeasureAsync(results, command, Number("rounds", 25));
}

await MemoryCost.MeasureAsync(results, command, Number("sessions", 100_000));
Console.WriteLine(SessionTables.All(results));
Console.WriteLine(Budgets.Table(results, onlyMeasured: true));
if (args.Contains("--update"))
{
    Document.Update(results, "sessions", SessionTables.All);
}

int Number(string name, int otherwise) =>
    args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal)) is { } given ? int.Parse(given[(name.Length + 1)..], CultureInfo.InvariantCulture) : otherwise;
