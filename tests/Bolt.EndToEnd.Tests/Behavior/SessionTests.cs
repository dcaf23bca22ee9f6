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
    public async Task BehavesAsTheVectorsSay(Build build, string script)
    {
        var lines = SessionScript.All()[script];
        if (SessionScript.Refusals(lines) is { Length: > 0 } refusals)
        {
            var said = await servers.Refused(build, SessionScript.Settings(lines));
            Assert.All(refusals, refusal => Assert.Contains(refusal, said, StringComparison.Ordinal));
            return;
        }

        await new SessionScript(await servers.Shared(build, SessionScript.Settings(lines))).Run(lines);
    }

    [Fact]
    public async Task PublishesWithoutAWarning() => Assert.DoesNotContain("warning", await servers.Publish(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Every row is in scripts, or in session-unseen.txt with the reason why nobody sees it from outside the process; none is in both.</summary>
    [Fact]
    public async Task EveryRowHasAScriptOrAReason()
    {
        var file = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "vectors", "session-behavior.json"), TestContext.Current.CancellationToken);
        var rows = JsonNode.Parse(file)!.AsArray().Select(static r => (string)r!["id"]!).ToList();
        var scripted = SessionScript.All().Keys.SelectMany(static name => Row().Matches(name).Select(static m => m.Value)).ToList();
        Assert.All(SessionScript.All().Keys, name => Assert.Matches(Row(), name));
        var reasons = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "session-unseen.txt"), TestContext.Current.CancellationToken)).Where(static l => !l.StartsWith('#') && l.Length > 0).ToList();
        Assert.All(reasons, static line => Assert.Matches("^S\\d{3} .{10,}$", line));
        Assert.Equal(rows.Order(StringComparer.Ordinal), scripted.Distinct().Concat(reasons.Select(static l => l[..4])).Order(StringComparer.Ordinal));
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
