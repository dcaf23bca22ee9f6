using System.Net;
using System.Text.RegularExpressions;

namespace Bolt.EndToEnd.Tests;

/// <summary>Every fix as a user's <c>dotnet format</c> applies it, in projects that know nothing but the package.</summary>
/// <remarks>
/// <c>Fixes</c> has a folder per project: <c>BOLTnnnn.cs</c> holds the faults, <c>BOLTnnnn.fixed.cs</c> what must come of them. What <c>dotnet format</c> does sets what these
/// files can show. It knows rules that report at the end of a compilation. It takes the rules in no fixed order, so no fault may be fixed by two of them. It applies the
/// first fix of the first report, and with it only those of the same key: of BOLT2002 the one that renames, of BOLT1001 the one that asks for authentication, and a fix that opens
/// a route never beside one that does not. It loses new files, so BOLT3001 writes a new context into a file that is there.
/// </remarks>
public sealed partial class PackagedFixTests(FixedProjects projects) : IClassFixture<FixedProjects>
{
    [Fact]
    public void EveryRuleWithAFixHasACase() => Assert.Equal(
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", "README.md"))).Select(static m => m.Groups[1].Value).Except(SurfaceFileTests.Ids),
        FixedProjects.Ids);

    [Fact]
    public async Task DotnetFormatAppliesEveryFix()
    {
        foreach (var (project, name, repaired) in FixedProjects.Cases)
        {
            Assert.Equal(
                await File.ReadAllTextAsync(repaired, TestContext.Current.CancellationToken),
                await File.ReadAllTextAsync(Path.Combine(projects.Folder, project, name), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void TheResultBuilds() => Assert.True(projects.Result.ExitCode == 0, projects.Result.Output);

    [Fact]
    public async Task AMissingGuardStopsTheBuildAndTheFixRestoresIt()
    {
        var (code, output) = projects.Forgotten;
        Assert.NotEqual(0, code);
        Assert.Contains("Program.cs(15,6): error BOLT1001: GET /me", output, StringComparison.Ordinal);

        // With the rules switched off it builds, and refuses.
        await using (var server = await ServerProcess.StartAsync(
            Path.Combine(projects.Unruled, "Forgotten"), projects.Unruled, ("Bolt__Jwt__Secret", "a secret of the test's own, long enough for HS256")))
        {
            var token = await (await server.Send("POST", "/token/ada")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, (await server.Send("GET", "/read", token)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Send("GET", "/me", token)).StatusCode);
        }

        Assert.Contains(FixedProjects.Guarded, await File.ReadAllTextAsync(Path.Combine(projects.Folder, "Forgotten", "Program.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Forgotten -> ", projects.Result.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| \[(BOLT\d{4})\].*\| yes \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
