using System.Diagnostics;
using System.Globalization;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks;

/// <summary>
/// The benchmarks several times, each in a process of its own. Where code and buffers come to lie differs from process to process and moves the same hash by 15 %, which no number of
/// iterations in one process shows.
/// </summary>
internal static class Rounds
{
    private const string Count = "rounds=";

    private const string Into = "into=";

    public static bool IsOurs(string argument) => argument.StartsWith(Count, StringComparison.Ordinal) || argument.StartsWith(Into, StringComparison.Ordinal);

    /// <summary>Null where the arguments ask for one round, which is taken in this process.</summary>
    public static ResultStore? Take(IReadOnlyList<string> arguments, string command)
    {
        if (Value(arguments, Count) is not { } count)
        {
            return null;
        }

        var rounds = new List<ResultStore>();
        while (rounds.Count < int.Parse(count, CultureInfo.InvariantCulture))
        {
            var file = Path.Combine(Repository.Artifacts("micro"), $"round-{rounds.Count}.json");
            using var process = Process.Start(Environment.ProcessPath!, [.. arguments.Where(static a => a != "--update" && !IsOurs(a)), Into + file]);
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException("A round failed.");
            }

            rounds.Add(ResultStore.Load(file));
        }

        return ResultStore.OfRounds(rounds, command);
    }

    /// <summary>Hands the figures to the process that asked for the round.</summary>
    public static void Keep(IReadOnlyList<string> arguments, ResultStore results)
    {
        if (Value(arguments, Into) is { } file)
        {
            results.Save(file);
        }
    }

    private static string? Value(IEnumerable<string> arguments, string name) => arguments.FirstOrDefault(a => a.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
