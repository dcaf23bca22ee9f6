using System.Text.RegularExpressions;
using Bolt.Shared;

namespace Bolt.Cli.Diff;

/// <summary>Every <c>BoltSurface.txt</c> of two revisions, and which of one is which of the other.</summary>
internal static partial class RevisionPairs
{
    /// <param name="directory">In the repository.</param>
    /// <param name="baseRevision">What to merge into.</param>
    /// <param name="headRevision">What is to be merged; null for the working tree.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task<IReadOnlyList<SurfacePair>> ReadAsync(string directory, string baseRevision, string? headRevision, CancellationToken cancellationToken)
    {
        var git = await GitRepository.OpenAsync(directory, cancellationToken);
        var target = await git.ResolveAsync(baseRevision, cancellationToken);
        var head = await git.ResolveAsync(headRevision ?? "HEAD", cancellationToken);
        var now = headRevision is null
            ? await ReadAsync(await git.WorkingFilesAsync(cancellationToken), p => git.ReadWorkingAsync(p, cancellationToken), "the working tree")
            : await ReadAsync(await git.FilesAsync(head, cancellationToken), p => git.ReadAsync(head, p, cancellationToken), headRevision);

        // With several merge bases a route must be no weaker than in any of them.
        var pairs = new List<SurfacePair>();
        foreach (var commit in await git.MergeBasesAsync(target, head, cancellationToken))
        {
            pairs.AddRange(Pair(await ReadAsync(await git.FilesAsync(commit, cancellationToken), p => git.ReadAsync(commit, p, cancellationToken), "the merge base " + commit[..10]), now));
        }

        return pairs;
    }

    private static IEnumerable<SurfacePair> Pair(Surfaces before, Surfaces now)
    {
        var gone = before.Files.Keys.Except(now.Files.Keys).ToList();
        var added = now.Files.Keys.Except(before.Files.Keys).ToList();
        foreach (var (path, file) in now.Files)
        {
            var old = before.Files.GetValueOrDefault(path);
            if (old is null && OnlyOne(gone, path, before, now) is { } renamed && OnlyOne(added, renamed, now, before) == path)
            {
                gone.Remove(renamed);
                old = before.Files[renamed];
            }

            yield return new(path, old, file);
        }

        foreach (var path in gone)
        {
            yield return new(path, before.Files[path], null);
        }
    }

    /// <summary>The one that lies beside a project of the same name, as after a rename of its folder.</summary>
    private static string? OnlyOne(List<string> candidates, string path, Surfaces of, Surfaces others) =>
        candidates.Where(c => Name(c) == Name(path) && of.ProjectsAt(c).Intersect(others.ProjectsAt(path)).Any()).ToList() is [var one] ? one : null;

    private static async Task<Surfaces> ReadAsync(IReadOnlyList<string> paths, Func<string, Task<string>> read, string revision)
    {
        var files = new SortedDictionary<string, SurfaceFile>(StringComparer.Ordinal);
        foreach (var path in paths.Where(static p => IsSurface().IsMatch(Name(p))))
        {
            files.Add(path, SurfacePair.Read(await read(path), $"{path} of {revision}"));
        }

        return new(files, paths.Where(static p => p.EndsWith("proj", StringComparison.Ordinal)).ToLookup(static p => Folder(p), static p => Name(p)));
    }

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    /// <summary>Also one that is named after a configuration or a framework.</summary>
    [GeneratedRegex(@"^BoltSurface(\..+)?\.txt$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsSurface();

    private sealed record Surfaces(SortedDictionary<string, SurfaceFile> Files, ILookup<string, string> Projects)
    {
        public IEnumerable<string> ProjectsAt(string path) => Projects[Folder(path)];
    }
}
