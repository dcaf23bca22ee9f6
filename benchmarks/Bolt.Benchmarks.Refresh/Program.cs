using System.Globalization;
using Bolt.Benchmarks.Refresh;
using Bolt.Benchmarks.Reporting;

// dotnet run -c Release --project benchmarks/Bolt.Benchmarks.Refresh -- [rounds=25] [signins=1000] [families=100000] [--update]
var command = string.Join(' ', args.Where(static a => a != "--update").Prepend("dotnet run -c Release --project benchmarks/Bolt.Benchmarks.Refresh --")).TrimEnd(' ', '-');
if (Machine.Load > 0.5)
{
    Console.WriteLine($"The machine is busy (load {Machine.Load:0.0}): these figures say nothing unless it is left alone.\n");
}

var (rounds, signIns) = (Number("rounds", 25), Number("signins", 1000));
var results = ResultStore.Empty();
await EndpointCost.MeasureAsync(results, command, rounds, signIns);
await CallCost.MeasureAsync(results, command, rounds, signIns);
await MemoryCost.MeasureAsync(results, command, Number("families", 100_000));
Console.WriteLine(RefreshTables.All(results));
Console.WriteLine(Budgets.Table(results, onlyMeasured: true));
if (args.Contains("--update"))
{
    Document.Update(results, "refresh", RefreshTables.All);
}

int Number(string name, int otherwise) =>
    args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal)) is { } given ? int.Parse(given[(name.Length + 1)..], CultureInfo.InvariantCulture) : otherwise;
