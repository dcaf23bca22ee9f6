using System.Diagnostics;
using System.Globalization;

namespace Bolt.Cli.Tests;

/// <summary>A real repository in a folder of its own.</summary>
internal sealed class GitSandbox : IDisposable
{
    private const string Surface = "src/Shop/BoltSurface.txt";

    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public GitSandbox()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("bolt-cli-").FullName;
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.name", "Ada");
        Git("config", "user.email", "ada@example.com");
    }

    public string Directory { get; }

    /// <summary>Each command a second later, so that git's order of commits is the one they were made in.</summary>
    public string Git(params string[] arguments) => Run(Directory, _now += TimeSpan.FromSeconds(1), arguments);

    public static string Run(string directory, params string[] arguments) => Run(directory, DateTimeOffset.UtcNow, arguments);

    private static string Run(string directory, DateTimeOffset now, string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_COMMITTER_DATE"] = now.ToString("O", CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output;
    }

    /// <summary>A version of the application's file, with its header.</summary>
    public GitSandbox Lines(params string[] lines) => Write(Surface, "# Bolt surface 1\n" + string.Concat(lines.Select(static l => l + "\n")));

    public GitSandbox Write(string path, string text)
    {
        var file = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public GitSandbox Commit()
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", "change");
        return this;
    }

    public GitSandbox Branch(string name)
    {
        Git("checkout", "--quiet", "-b", name);
        return this;
    }

    public async Task<(int Code, string Output, string Error)> DiffAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await BoltCommand.RunAsync(["diff", .. arguments], Directory, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
