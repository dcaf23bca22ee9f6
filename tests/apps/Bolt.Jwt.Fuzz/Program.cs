using System.Diagnostics;
using System.Globalization;
using Bolt.Jwt.Fuzz;

// dotnet run -c Release --project tests/apps/Bolt.Jwt.Fuzz -- [count] [seed] [threads]
long count = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Random.Shared.Next();
var threads = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.ProcessorCount;

Console.WriteLine($"{count} cases, seed {seed}, {threads} threads");
var watch = Stopwatch.StartNew();
var reports = new FuzzReport[threads];
Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
    reports[i] = Fuzzer.Run((count / threads) + (i < count % threads ? 1 : 0), seed + i));
var report = FuzzReport.Sum(reports);
Console.WriteLine(report);
Console.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s");
return report.Faults.Count == 0 ? 0 : 1;
