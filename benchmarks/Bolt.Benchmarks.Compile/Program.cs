using System.Globalization;
using Bolt.Benchmarks.Compile;
using Bolt.Benchmarks.Reporting;

string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;
int[] counts = Option("--routes") is { } list ? [.. list.Split(',').Select(static n => int.Parse(n, CultureInfo.InvariantCulture))]
    : args.Contains("full") ? [10, 100, 500, 1000, 5000] : [10, 100, 500, 1000];
var rounds = int.Parse(Option("--rounds") ?? "5", CultureInfo.InvariantCulture);
var command = string.Join(' ', args.Where(static a => a != "--update").Prepend("benchmarks/Bolt.Benchmarks.Compile/run.sh"));
if (Machine.Load > 0.5)
{
    Console.WriteLine($"The machine is busy (load {Machine.Load:0.0}): these figures say nothing unless it is left alone.\n");
}

Console.WriteLine($"{Machine.Description}; {Machine.Today}; {rounds} rounds\n");
var results = ResultStore.Empty();
if (args.Contains("--analyzers-only"))
{
    foreach (var routes in counts)
    {
        var table = args.Contains("--surface") ? AnalyzerTimes.SurfaceTable(results, command, routes, rounds) : AnalyzerTimes.Table(routes, rounds, Option("--analyzers")?.Split(',') ?? [AnalyzerTimes.Assembly]);
        Console.WriteLine($"### Analyzers, {routes:N0} routes\n\n{table}");
    }

    if (args.Contains("--surface"))
    {
        Console.WriteLine($"### Budgets\n\n{Budgets.Table(results, onlyMeasured: true)}");
    }

    if (args.Contains("--update"))
    {
        Document.Update(results, "compile", CompileTables.All);
    }

    return;
}

if (Option("--against") is { } folder)
{
    foreach (var routes in counts)
    {
        GeneratorTimes.Measure(results, routes, rounds, command, MeasuredGenerator.OfBuild(folder, routes), MeasuredGenerator.Bolt(routes));
        Console.WriteLine($"### {routes:N0} routes\n\n{CompileTables.Against(routes, results)}");
    }

    return;
}

foreach (var routes in counts)
{
    Console.Error.WriteLine($"{routes} routes: generators");
    GeneratorTimes.Measure(results, routes, rounds, command, MeasuredGenerator.RequestDelegateGenerator(routes), MeasuredGenerator.Bolt(routes));
    if (args.Contains("--generators-only"))
    {
        continue;
    }

    Console.Error.WriteLine($"{routes} routes: csc");
    var compiler = new CompilerTimes(command, Math.Min(rounds, 3));
    compiler.MeasureRequestDelegateGenerator(results, routes);
    compiler.MeasureBolt(results, routes);
}

Console.WriteLine(CompileTables.All(results));
Console.WriteLine($"### Budgets\n\n{Budgets.Table(results, onlyMeasured: true)}");
if (args.Contains("--update"))
{
    Document.Update(results, "compile", CompileTables.All);
}
