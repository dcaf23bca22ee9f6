using Bolt.Cli.Diff;

namespace Bolt.Cli;

/// <summary>The command line.</summary>
internal static class BoltCommand
{
    private const string Usage =
        """
        Usage:
          dotnet bolt diff <base> [<head>]      what <head> (the working tree, if left out) changes against its merge base with <base>
          dotnet bolt diff --files <old> <new>  what the second file changes against the first

        Compares every BoltSurface.txt and writes Markdown, weaker routes first.
        Exit code: 0 no route is weaker, 2 a route is weaker, 3 it cannot be told.
        """;

    public static async Task<int> RunAsync(string[] arguments, string directory, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        if (arguments is [.., "-h" or "--help" or "-?"])
        {
            await output.WriteLineAsync(Usage);
            return ExitCode.NoWeaker;
        }

        try
        {
            IReadOnlyList<SurfacePair> pairs = arguments switch
            {
                ["diff", "--files", var old, var @new] => [SurfacePair.OfFiles(Path.Combine(directory, old), Path.Combine(directory, @new), @new)],
                ["diff", "--files", ..] => throw new CannotTellException(Usage),
                ["diff", var @base] => await RevisionPairs.ReadAsync(directory, @base, null, cancellationToken),
                ["diff", var @base, var head] => await RevisionPairs.ReadAsync(directory, @base, head, cancellationToken),
                _ => throw new CannotTellException(Usage),
            };
            var report = SurfaceReport.Of(pairs);
            await output.WriteAsync(report.Markdown);
            return report.IsWeaker ? ExitCode.Weaker : ExitCode.NoWeaker;
        }
        catch (CannotTellException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.CannotTell;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.CannotTell;
        }
    }
}
