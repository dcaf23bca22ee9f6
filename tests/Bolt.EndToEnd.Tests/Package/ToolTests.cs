namespace Bolt.EndToEnd.Tests;

/// <summary><c>dotnet bolt</c> as a team installs it.</summary>
public sealed class ToolTests(Package package) : IClassFixture<Packed>
{
    private const string Guarded = "GET /me  auth: jwt  guards: IsStaff  → Shop.Me\n";

    [Fact]
    public async Task InstalledFromItsPackageItTellsWhatBecameWeaker()
    {
        var folder = Directory.CreateDirectory(Path.Combine(package.Directory, "Tool")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "old.txt"), "# Bolt surface 1\n" + Guarded, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "new.txt"), "# Bolt surface 1\n" + Guarded.Replace("IsStaff", "IsAuthenticated", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await Cli.Must(folder, "new", "tool-manifest");
        await Cli.Must(folder, "tool", "install", "Bolt.Cli", "--version", package.Version);

        var (code, output) = await Cli.Run(folder, "bolt", "diff", "--files", "old.txt", "new.txt");
        Assert.Equal(2, code);
        Assert.Contains("IsStaff is no longer asked", output, StringComparison.Ordinal);

        // The other way round it is stronger, and of one that is not there it cannot tell.
        Assert.Equal(0, (await Cli.Run(folder, "bolt", "diff", "--files", "new.txt", "old.txt")).ExitCode);
        Assert.Equal(3, (await Cli.Run(folder, "bolt", "diff", "--files", "old.txt", "none.txt")).ExitCode);
    }
}
