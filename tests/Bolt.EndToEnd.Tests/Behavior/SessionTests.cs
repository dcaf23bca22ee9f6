using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit.Sdk;
using Xunit.v3;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>The behaviors of sessions and of guards that redirect that a browser can see (tests/vectors/session-behavior.json), on both builds of tests/apps/Bolt.Sessions.Server.</summary>
[Collection(SessionsCollection.Name)]
public sealed partial class SessionTests(SessionsServers servers)
{
    [Theory, Scripts]
    public async Task BehavesAsTheVectorsSay(Build build, string script) => await new SessionScript(await servers.Shared(build)).Run(SessionScript.All()[script]);

    [Fact]
    public async Task PublishesWithoutAWarning() => Assert.DoesNotContain("warning", await servers.Publish(), StringComparison.OrdinalIgnoreCase);

    /// <summary>A script that names no row, or one that is not there, would say more than it tests.</summary>
    [Fact]
    public async Task EveryScriptNamesItsRows()
    {
        var file = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "vectors", "session-behavior.json"), TestContext.Current.CancellationToken);
        var rows = JsonNode.Parse(file)!.AsArray().Select(static r => (string)r!["id"]!).ToHashSet();
        Assert.All(SessionScript.All().Keys, name => Assert.Contains(Row().Match(name).Value, rows));
        var named = SessionScript.All().Keys.SelectMany(static name => Row().Matches(name).Select(static m => m.Value)).ToHashSet();
        Assert.Subset(rows, named);
        Assert.InRange(named.Count, 120, rows.Count);
    }

    [GeneratedRegex(@"S\d{3}")]
    private static partial Regex Row();

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ScriptsAttribute : DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
            new([.. SessionScript.All().Keys.SelectMany(static name => new[] { Build.Jit, Build.Native }.Select(build => new TheoryDataRow<Build, string>(build, name)))]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
