using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Bolt.Benchmarks;
using Bolt.Benchmarks.Reporting;

// Ours: "long" for BenchmarkDotNet's default job instead of the short one, "smoke" to see that everything runs, "turns" for a new token and its peers in turn instead of all
// that, "hostile" for bad tokens that cost the most, "rounds=5" for five processes one after the other, --update to keep the figures. The rest goes to BenchmarkDotNet.
string[] ours = ["long", "smoke", "--update"];
var command = string.Join(' ', args.Where(static a => a != "--update").Prepend("dotnet run -c Release --project benchmarks/Bolt.Benchmarks --"));
var results = Rounds.Take(args, command) ?? (args.Contains("turns") ? await InTurn.MeasureAsync(command) : args.Contains("hostile") ? await Hostile.MeasureAsync(command) : Measure());
Rounds.Keep(args, results);
Console.WriteLine(MicroTables.All(results));
Console.WriteLine(Budgets.Table(results, onlyMeasured: true));
if (args.Contains("--update"))
{
    Document.Update(results, "micro", MicroTables.All);
}

ResultStore Measure()
{
    var job = args.Contains("long") ? Job.Default : args.Contains("smoke") ? Job.Dry : Job.ShortRun;
    var config = ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(job.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(10), false)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median)
        .WithOptions(ConfigOptions.JoinSummary)
        .WithArtifactsPath(Repository.Artifacts("micro"));
    return MicroResults.From(BenchmarkSwitcher.FromAssembly(typeof(Me).Assembly).Run([.. args.Where(a => !ours.Contains(a) && !Rounds.IsOurs(a))], config), command);
}
