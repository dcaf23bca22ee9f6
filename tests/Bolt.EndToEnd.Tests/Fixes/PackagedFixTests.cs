using System.Text.RegularExpressions;

namespace Bolt.EndToEnd.Tests;

/// <summary>Every fix as a user's <c>dotnet format</c> applies it, in projects that know nothing but the package.</summary>
/// <remarks>
/// <c>Fixes</c> has a folder per project: <c>BOLTnnnn.cs</c> holds the faults, <c>BOLTnnnn.fixed.cs</c> what must come of them. What <c>dotnet format</c> does sets what these
/// files can show. It knows rules that report at the end of a compilation. It takes the rules in no fixed order, so no fault may be fixed by two of them. It applies the
/// first fix of the first report, and with it only those of the same key: of BOLT2002 the one that renames, of BOLT1001 the one that asks for authentication, and a fix that opens
/// a route never beside one that does not. It loses new files, so BOLT3001 writes a new context into a file that is there.
/// </remarks>
[Collection(PublishedCollection.Name)]
public sealed partial class PackagedFixTests(Package package)
{
    private static readonly string Faults = Path.Combine(Repository.Root, "tests", "Bolt.EndToEnd.Tests", "Fixes");

    [Fact]
    public void EveryRuleWithAFixHasACase() => Assert.Equal(
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", "README.md"))).Select(static m => m.Groups[1].Value).Except(SurfaceFileTests.Ids),
        Ids());

    [Fact]
    public async Task DotnetFormatAppliesEveryFixAndTheResultBuilds()
    {
        var projects = Directory.GetDirectories(Faults).Select(static d => Path.GetFileName(d)).Order(StringComparer.Ordinal).ToList();
        foreach (var project in projects)
        {
            await package.NewProject(project, Cases(project).Select(static c => (c.Name, File.ReadAllText(c.Faulty))));
        }

        var solution = Path.Combine(package.Directory, "Fixes.slnx");
        await File.WriteAllTextAsync(
            solution, $"<Solution>{string.Concat(projects.Select(static p => $"""<Project Path="{p}/{p}.csproj" />"""))}</Solution>", TestContext.Current.CancellationToken);
        await Cli.Must(package.Directory, "restore", solution);
        await Cli.Must(package.Directory, ["format", "analyzers", solution, "--no-restore", "--severity", "warn", "--diagnostics", .. Ids()]);

        foreach (var (name, _, repaired) in projects.SelectMany(Cases))
        {
            var project = Path.GetFileName(Path.GetDirectoryName(repaired)!);
            Assert.Equal(
                await File.ReadAllTextAsync(repaired, TestContext.Current.CancellationToken),
                await File.ReadAllTextAsync(Path.Combine(package.Directory, project, name), TestContext.Current.CancellationToken));
        }

        await Cli.Must(package.Directory, "build", solution, "--no-restore");
    }

    private static IEnumerable<string> Ids() =>
        Directory.GetDirectories(Faults).SelectMany(static d => Cases(Path.GetFileName(d))).Select(static c => c.Name[..8]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Faulty, string Repaired)> Cases(string project) => Directory.GetFiles(Path.Combine(Faults, project), "*.cs")
        .Where(static f => !f.EndsWith(".fixed.cs", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(static f => (Path.GetFileName(f), f, Path.ChangeExtension(f, ".fixed.cs")));

    [GeneratedRegex(@"^\| \[(BOLT\d{4})\].*\| yes \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
