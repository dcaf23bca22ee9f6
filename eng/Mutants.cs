// Which mutants of the JWT code does no test notice? dotnet-stryker makes the mutants, all in one assembly; this program then runs the tests once per mutant, up to the first that fails.
// Stryker's own runner for this test platform runs all of them through one process that it talks to, and takes ten times as long. Usage: docs/verification.md.
//
//   dotnet run eng/Mutants.cs -- Json Token Validation      (folders of Authentication/Jwt; none: all)
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

var root = AppContext.GetData("EntryPointFileDirectoryPath") is string here ? Path.GetDirectoryName(here)! : Environment.CurrentDirectory;
var tests = Path.Combine(root, "tests", "Bolt.Runtime.Tests");
var work = Path.Combine(Path.GetTempPath(), "bolt-mutants");
var built = Path.Combine(tests, "bin", "Mutation", "net10.0");
var report = Path.Combine(work, "reports", "mutation-report.json");
var mutated = Path.Combine(work, "Bolt.Runtime.dll");
var binaries = Path.Combine(work, "tests");

if (!File.Exists(mutated))
{
    // With one test only, which no mutant is noticed by: what is wanted are the mutants.
    Run("dotnet", $"stryker --output \"{work}\"", tests, ("BOLT_MUTANTS_ONLY", "1"));
    File.Copy(Path.Combine(built, "Bolt.Runtime.dll"), mutated);
}

if (!Directory.Exists(binaries))
{
    Run("dotnet", "build -c Mutation", tests);
    foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
    {
        var copy = Path.Combine(binaries, Path.GetRelativePath(built, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
    }

    File.Copy(mutated, Path.Combine(binaries, "Bolt.Runtime.dll"), overwrite: true);
}

if (Test(-1, TimeSpan.FromMinutes(5)) != Outcome.Survived)
{
    Console.Error.WriteLine("Without a mutant the tests fail.");
    return 1;
}

var clock = Stopwatch.StartNew();
var results = new ConcurrentBag<(Mutant Mutant, Outcome Outcome)>();
Parallel.ForEach(
    Mutants(report).Where(m => args.Length == 0 || Array.Exists(args, a => m.Folder == a)),
    new ParallelOptions { MaxDegreeOfParallelism = int.Parse(Environment.GetEnvironmentVariable("BOLT_MUTANTS_AT_A_TIME") ?? "2", System.Globalization.CultureInfo.InvariantCulture) },
    mutant =>
    {
        var outcome = Test(mutant.Id, TimeSpan.FromSeconds(90));
        results.Add((mutant, outcome));
        if (outcome != Outcome.Killed)
        {
            Console.WriteLine($"{outcome} {mutant.Id} {mutant.File}:{mutant.Line}:{mutant.Column} {mutant.Mutator}: {mutant.Replacement}");
        }
    });

foreach (var folder in results.GroupBy(r => r.Mutant.Folder).OrderBy(g => g.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{folder.Key}: {folder.Count()} mutants, {string.Join(", ", folder.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.ToString().ToUpperInvariant()}"))}");
}

Console.WriteLine($"{clock.Elapsed.TotalMinutes:0} minutes");
return 0;

Outcome Test(int mutant, TimeSpan limit)
{
    var start = new ProcessStartInfo("dotnet", "Bolt.Runtime.Tests.dll -stopOnFail -noLogo -reporter quiet") { WorkingDirectory = binaries, RedirectStandardOutput = true, RedirectStandardError = true };
    start.Environment["STRYKER_MUTANT_ID_CONTROL_VAR"] = "BOLT_MUTANT";
    start.Environment["BOLT_MUTANT"] = mutant.ToString(System.Globalization.CultureInfo.InvariantCulture);
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

static void Run(string command, string arguments, string directory, params (string Name, string Value)[] environment)
{
    var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = directory };
    foreach (var (name, value) in environment)
    {
        start.Environment[name] = value;
    }

    using var process = Process.Start(start)!;
    process.WaitForExit();
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
                int.Parse(mutant.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
                path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "Jwt",
                path,
                start.GetProperty("line").GetInt32(),
                start.GetProperty("column").GetInt32(),
                mutant.GetProperty("mutatorName").GetString()!,
                mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" "));
        }
    }
}

internal enum Outcome
{
    Killed,
    TimedOut,
    Survived,
}

internal sealed record Mutant(int Id, string Folder, string File, int Line, int Column, string Mutator, string Replacement);
