using System.Diagnostics;
using System.Text;

namespace Bolt.EndToEnd.Tests;

/// <summary>Runs the dotnet command as a user would.</summary>
internal static class Cli
{
    public static Task<(int ExitCode, string Output)> Run(string directory, params string[] arguments) => Run(directory, [], arguments);

    public static async Task<(int ExitCode, string Output)> Run(string directory, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        // The compiler's server is warm, which saves seconds at each of dozens of builds; it keeps none of our pipes. A build node left behind would.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // These processes end before their code is worth measuring and compiling again. What is restored was audited when the tests were.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["NuGetAudit"] = "false";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        var pumps = Task.WhenAll(Pump(process.StandardOutput, output), Pump(process.StandardError, output));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await pumps;
        return (process.ExitCode, output.ToString());
    }

    public static async Task<string> Must(string directory, params string[] arguments)
    {
        var (code, output) = await Run(directory, arguments);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)} ended with {code}:\n{Errors(output)}{output}");
        return output;
    }

    /// <summary>First what a reader looks for: what follows is long.</summary>
    private static string Errors(string output) =>
        string.Concat(output.Split('\n').Where(static l => l.Contains("error ", StringComparison.Ordinal) || l.Contains("warning ", StringComparison.Ordinal)).Distinct().Take(10).Select(static l => l + "\n"));

    /// <summary>Native publishing links with the machine's C compiler.</summary>
    public static void NeedsLinker()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static d => File.Exists(Path.Combine(d, "clang")) || File.Exists(Path.Combine(d, "gcc")));
        if (!found && Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip("NativeAOT links with clang or gcc, and neither is on PATH (Debian: apt-get install clang zlib1g-dev).");
        }
    }

    private static async Task Pump(StreamReader reader, StringBuilder output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
