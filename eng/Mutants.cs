// Which mutants of the JWT code does no test notice? dotnet-stryker makes the mutants, all in one assembly; this program then runs the tests once per mutant, up to the first that fails.
// Stryker's own runner for this test platform runs all of them through one process that it talks to, and takes ten times as long. Usage: docs/verification.md.
//
//   dotnet run eng/Mutants.cs -- Json Token Validation      (folders of Authentication/Jwt; none: all)
//
// It can be stopped: what is known of a mutant is kept beside the mutated assembly, and a later run goes on from there. After a change of the code delete that folder (bolt-mutants, in the folder for temporary files).
#:property NoWarn=CA2007
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

var root = AppContext.GetData("EntryPointFileDirectoryPath") is string here ? Path.GetDirectoryName(here)! : Environment.CurrentDirectory;
var project = Path.Combine(root, "tests", "Bolt.Runtime.Tests");
var work = Path.Combine(Path.GetTempPath(), "bolt-mutants");
var built = Path.Combine(project, "bin", "Mutation", "net10.0");
var report = Path.Combine(work, "reports", "mutation-report.json");
var mutated = Path.Combine(work, "Bolt.Runtime.dll");
var outcomes = new ConcurrentDictionary<int, Outcome>();

if (!File.Exists(mutated))
{
    // With hardly a test: what is wanted are the mutants. Stryker puts the original assembly back when it ends.
    var making = RunAsync("dotnet", $"stryker --output \"{work}\"", project, ("BOLT_MUTATION_TESTS", "one"));
    while (!making.IsCompleted)
    {
        await Task.WhenAny(making, Task.Delay(500));
        if (!File.Exists(mutated) && IsMutated(Path.Combine(built, "Bolt.Runtime.dll")))
        {
            // By now it is written whole.
            await Task.Delay(2000);
            File.Copy(Path.Combine(built, "Bolt.Runtime.dll"), mutated);
        }
    }

    await making;
}

var clock = Stopwatch.StartNew();
var mutants = Mutants(report).Where(m => args.Length == 0 || Array.Exists(args, a => m.Folder == a)).ToList();
var left = await SurvivorsAsync("", mutants);
left = await SurvivorsAsync("more", left);

// A real issuer takes seconds: only where its keys are fetched and found.
left = [.. left.Where(m => !IsOfDiscovery(m)), .. await SurvivorsAsync("all", [.. left.Where(IsOfDiscovery)])];

foreach (var (mutant, outcome) in left.OrderBy(l => l.Id).Select(m => (m, outcomes[m.Id])))
{
    Console.WriteLine($"{outcome} {mutant.Id} {mutant.File}:{mutant.Line}:{mutant.Column} {mutant.Mutator}: {mutant.Replacement}");
}

foreach (var folder in mutants.GroupBy(m => m.Folder).OrderBy(g => g.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{folder.Key}: {folder.Count()} mutants; {string.Join(", ", folder.GroupBy(m => outcomes[m.Id]).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"))}");
}

Console.WriteLine($"{clock.Elapsed.TotalMinutes:0} minutes");
return;

static bool IsOfDiscovery(Mutant mutant) => mutant.Folder is "Discovery" or "Keys" or "Jwt";

async Task<List<Mutant>> SurvivorsAsync(string tests, List<Mutant> mutants)
{
    if (mutants.Count == 0)
    {
        return [];
    }

    var binaries = Path.Combine(work, "tests-" + tests);
    if (!Directory.Exists(binaries))
    {
        await RunAsync("dotnet", "build -c Mutation", project, ("BOLT_MUTATION_TESTS", tests));
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(binaries, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(mutated, Path.Combine(binaries, "Bolt.Runtime.dll"), overwrite: true);
    }

    var done = new HashSet<int>();
    var alone = Stopwatch.StartNew();
    var (only, atOnce) = tests == "all" ? (OfDiscovery(project), 2 * Environment.ProcessorCount) : ("", Environment.ProcessorCount);
    if (Test(binaries, null, only, TimeSpan.FromMinutes(5)) != Outcome.Survived)
    {
        throw new InvalidOperationException("The tests fail without a mutant.");
    }

    var known = Path.Combine(work, $"outcomes-{tests}.txt");
    foreach (var line in File.Exists(known) ? await File.ReadAllLinesAsync(known) : [])
    {
        var (id, outcome) = (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);
        outcomes[int.Parse(id, CultureInfo.InvariantCulture)] = Enum.Parse<Outcome>(outcome);
        done.Add(int.Parse(id, CultureInfo.InvariantCulture));
    }

    var limit = TimeSpan.FromSeconds(10) + (5 * alone.Elapsed);
    Parallel.ForEach(mutants.Where(m => !done.Contains(m.Id)), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, mutant =>
    {
        outcomes[mutant.Id] = Test(binaries, mutant, only, limit);
        lock (done)
        {
            File.AppendAllText(known, $"{mutant.Id} {outcomes[mutant.Id]}\n");
        }
    });
    return [.. mutants.Where(m => outcomes[m.Id] != Outcome.Killed)];
}

// The last round adds these, which mostly wait; the others have run before.
static string OfDiscovery(string project) =>
    string.Concat(Directory.EnumerateFiles(Path.Combine(project, "Authentication", "Jwt", "Discovery"), "*Tests.cs").Select(static f => " -class Bolt.Runtime.Tests." + Path.GetFileNameWithoutExtension(f)));

static Outcome Test(string binaries, Mutant? mutant, string only, TimeSpan limit)
{
    // The slowest tests know their own folder only.
    var without = only.Length > 0 ? "" : string.Concat(Slow.Where(s => s.Folder != mutant?.Folder).Select(static s => " -class- Bolt.Runtime.Tests." + s.Tests));
    var start = new ProcessStartInfo("dotnet", "Bolt.Runtime.Tests.dll -stopOnFail -noLogo -reporter quiet" + only + without) { WorkingDirectory = binaries, RedirectStandardOutput = true, RedirectStandardError = true };
    start.Environment["STRYKER_MUTANT_ID_CONTROL_VAR"] = "BOLT_MUTANT";
    start.Environment["BOLT_MUTANT"] = (mutant?.Id ?? -1).ToString(CultureInfo.InvariantCulture);
    start.Environment["DOTNET_TieredPGO"] = "0";
    using var process = Process.Start(start)!;
    var output = process.StandardOutput.ReadToEndAsync();
    _ = process.StandardError.ReadToEndAsync();
    if (!process.WaitForExit(limit))
    {
        process.Kill(entireProcessTree: true);
        return Outcome.TimedOut;
    }

    return process.ExitCode == 0 ? Outcome.Survived : Outcome.Killed;
}

static bool IsMutated(string assembly) => File.Exists(assembly) && File.ReadAllBytes(assembly).AsSpan().IndexOf(Encoding.Unicode.GetBytes("STRYKER_MUTANT_ID_CONTROL_VAR")) >= 0;

static async Task RunAsync(string command, string arguments, string directory, params (string Name, string Value)[] environment)
{
    var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = directory };
    foreach (var (name, value) in environment)
    {
        start.Environment[name] = value;
    }

    using var process = Process.Start(start)!;
    await process.WaitForExitAsync();
    if (process.ExitCode != 0)
    {
        throw new InvalidOperationException($"{command} {arguments} ended with {process.ExitCode}.");
    }
}

// The report holds every mutant with its place. Those that do not compile, and those that the configuration leaves out, are not in the assembly.
static IEnumerable<Mutant> Mutants(string report)
{
    using var document = JsonDocument.Parse(File.ReadAllBytes(report));
    foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
    {
        var path = file.Name.Replace('\\', '/');
        var at = path.IndexOf("Authentication/Jwt/", StringComparison.Ordinal);
        if (at < 0)
        {
            continue;
        }

        path = path[(at + "Authentication/Jwt/".Length)..];
        foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
        {
            if (mutant.GetProperty("status").GetString() is "Ignored" or "CompileError")
            {
                continue;
            }

            var start = mutant.GetProperty("location").GetProperty("start");
            yield return new Mutant(
                int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture),
                path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "Jwt",
                path,
                start.GetProperty("line").GetInt32(),
                start.GetProperty("column").GetInt32(),
                mutant.GetProperty("mutatorName").GetString()!,
                mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" "));
        }
    }
}

internal static partial class Program
{
    private static readonly (string Folder, string Tests)[] Slow =
        [("Json", "StrictJsonTests"), ("Token", "StrictBase64UrlTests"), ("Refresh", "RefreshScheduleTests"), ("Refresh", "RefreshTokenStoreSizeTests"), ("Jwt", "PrincipalTests")];
}

internal enum Outcome
{
    Killed,
    TimedOut,
    Survived,
}

internal sealed record Mutant(int Id, string Folder, string File, int Line, int Column, string Mutator, string Replacement);
