using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Bolt.Cli.Diff;

/// <summary>Reads a repository with the git command. Nothing is checked out, and nothing written.</summary>
internal sealed class GitRepository
{
    private readonly string _root;

    private GitRepository(string root) => _root = root;

    public static async Task<GitRepository> OpenAsync(string directory, CancellationToken cancellationToken) =>
        new((await Must(directory, cancellationToken, "rev-parse", "--show-toplevel")).TrimEnd('\r', '\n'));

    /// <summary>The commit of a revision, whose name is the user's: it cannot be taken for an option, and from here on there are hashes only.</summary>
    public async Task<string> ResolveAsync(string revision, CancellationToken cancellationToken)
    {
        var (code, output, _) = await RunAsync(_root, cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        var commit = output.Trim();
        return code == 0 && commit.Length >= 40 && commit.All(char.IsAsciiHexDigitLower) ? commit
            : throw new CannotTellException($"The revision '{revision}' is not in this repository. A shallow clone has no history: fetch all of it (actions/checkout: 'fetch-depth: 0').");
    }

    /// <summary>More than one where branches were merged crosswise.</summary>
    public async Task<IReadOnlyList<string>> MergeBasesAsync(string one, string other, CancellationToken cancellationToken)
    {
        var (_, output, _) = await RunAsync(_root, cancellationToken, "merge-base", "--all", one, other);
        var bases = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return bases.Length > 0 ? bases
            : throw new CannotTellException("The revisions have no common ancestor here. A shallow clone has no history: fetch all of it (actions/checkout: 'fetch-depth: 0').");
    }

    /// <summary>Paths of a commit, from the root.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string commit, CancellationToken cancellationToken) =>
        Paths(await Must(_root, cancellationToken, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit));

    public Task<string> ReadAsync(string commit, string path, CancellationToken cancellationToken) => Must(_root, cancellationToken, "cat-file", "blob", commit + ":" + path);

    /// <summary>Paths of what would be committed.</summary>
    public async Task<IReadOnlyList<string>> WorkingFilesAsync(CancellationToken cancellationToken) =>
        [.. Paths(await Must(_root, cancellationToken, "ls-files", "-z", "--cached", "--others", "--exclude-standard")).Distinct().Where(p => File.Exists(Path.Combine(_root, p)))];

    public Task<string> ReadWorkingAsync(string path, CancellationToken cancellationToken) => File.ReadAllTextAsync(Path.Combine(_root, path), cancellationToken);

    private static string[] Paths(string output) => output.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> Must(string directory, CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(directory, cancellationToken, arguments);
        return code == 0 ? output : throw new CannotTellException($"git {string.Join(' ', arguments)}: {error.Trim()}");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string directory, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (Win32Exception e)
        {
            throw new CannotTellException($"git cannot be started: {e.Message}");
        }
    }
}
