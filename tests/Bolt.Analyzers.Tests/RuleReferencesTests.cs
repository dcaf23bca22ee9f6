using System.Text.RegularExpressions;

namespace Bolt.Analyzers.Tests;

/// <summary>What every rule says it is about: tags of its descriptor, and the same on its page.</summary>
public sealed partial class RuleReferencesTests
{
    /// <summary>What tags beside these are for the compiler, which says when a rule runs and what switches it off.</summary>
    private static readonly string[] ForTheCompiler =
        [Microsoft.CodeAnalysis.WellKnownDiagnosticTags.CompilationEnd, Microsoft.CodeAnalysis.WellKnownDiagnosticTags.NotConfigurable, Microsoft.CodeAnalysis.WellKnownDiagnosticTags.Compiler];

    public static TheoryData<string> Ids => new(Catalog.Rules.Select(static r => r.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Tags_NameAWeaknessAndAnApiRisk(string id)
    {
        Assert.Contains(Tags(id), static t => Cwe().IsMatch(t));
        Assert.Contains(Tags(id), static t => Api().IsMatch(t));
        Assert.All(Tags(id), static t => Assert.True(Cwe().IsMatch(t) || Api().IsMatch(t) || AsvsTests.Requirement().IsMatch(t), t));
        Assert.Equal(Tags(id).Distinct(StringComparer.Ordinal), Tags(id));
        if (Catalog.Rules.Single(r => r.Id == id).Category == "Bolt.Security")
        {
            Assert.Contains(Tags(id), static t => AsvsTests.Requirement().IsMatch(t));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_NamesTheSame(string id)
    {
        var page = File.ReadAllText(Catalog.PagePath(id));
        Assert.Equal(Sorted(Tags(id).Where(static t => Cwe().IsMatch(t))), Sorted(Cwe().Matches(page).Select(static m => m.Value)));
        Assert.Equal(
            Sorted(Tags(id).Where(static t => Api().IsMatch(t)).Select(static t => t["OWASP-".Length..].Split(':')[0])),
            Sorted(Risk().Matches(page).Select(static m => m.Value)));
    }

    /// <summary>A rule that says nothing does not load, so that none is forgotten.</summary>
    [Fact]
    public void ARuleWithoutAnEntry_DoesNotLoad()
    {
        var e = Assert.Throws<InvalidOperationException>(static () => RuleDescriptor.Create("BOLT9999", "Bolt.Security", Microsoft.CodeAnalysis.DiagnosticSeverity.Error, "t", "m", "d"));
        Assert.Contains("BOLT9999", e.Message, StringComparison.Ordinal);
    }

    internal static IEnumerable<string> Tags(string id) =>
        Catalog.Rules.Single(r => r.Id == id).CustomTags.Where(static t => !ForTheCompiler.Contains(t));

    private static IEnumerable<string> Sorted(IEnumerable<string> values) => values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"CWE-\d+")]
    private static partial Regex Cwe();

    [GeneratedRegex(@"^OWASP-API\d+:2023$")]
    private static partial Regex Api();

    [GeneratedRegex(@"\bAPI\d+\b")]
    private static partial Regex Risk();
}
