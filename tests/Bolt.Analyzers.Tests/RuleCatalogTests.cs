using System.Reflection;
using System.Text;

namespace Bolt.Analyzers.Tests;

/// <summary>Ids, pages, help links, release rows, tests and fixes of a rule exist together, or the build is red.</summary>
public class RuleCatalogTests(Corpus corpus)
{
    private static readonly string[] Headings =
        ["## Cause", "## Why it matters", "## Example that triggers", "## Example that does not", "## How to fix", "## When to suppress"];

    public static TheoryData<string> Ids => new(Catalog.Rules.Select(static r => r.Id));

    [Fact]
    public void Ids_AreUniqueAndAllInRuleIds() => Assert.Equal(
        typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Catalog.Rules.Select(static r => r.Id));

    [Fact]
    public void ReleaseRows_SayWhatTheDescriptorsSay() => Assert.Equal(
        Catalog.Rules.Select(static r => new ReleaseRow(r.Id, r.Category, r.DefaultSeverity.ToString(), r.Title.ToString())),
        Catalog.Releases);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Category_FollowsTheNumber(string id) => Assert.Equal(
        id[4] switch { '1' => "Bolt.Security", '2' => "Bolt.Usage", _ => "Bolt.Aot" },
        Find(id).Category);

    [Theory]
    [MemberData(nameof(Ids))]
    public void HelpLink_IsTheAddressOfThePage(string id)
    {
        var version = typeof(BoltAnalyzer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        Assert.Equal($"https://github.com/bolt-dotnet/bolt/blob/v{version}/docs/rules/{id}.md", Find(id).HelpLinkUri);
        Assert.True(File.Exists(Catalog.PagePath(id)), $"docs/rules/{id}.md is missing");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasTheFixedHeadingsAndFacts(string id)
    {
        var rule = Find(id);
        var lines = File.ReadAllLines(Catalog.PagePath(id));
        Assert.Equal($"# {id}: {rule.Title}", lines[0]);
        Assert.Contains($"| Category | {rule.Category} |", lines);
        Assert.Contains($"| Severity | {rule.DefaultSeverity} |", lines.Select(static l => l.Replace(" (when the project is AOT or trimmed)", "", StringComparison.Ordinal)));
        Assert.Equal(Headings, lines.Where(static l => l.StartsWith("## ", StringComparison.Ordinal)));

        var hasFix = Catalog.Fixes.Any(f => f.FixableDiagnosticIds.Contains(id));
        var fix = Assert.Single(lines, static l => l.StartsWith("| Code fix |", StringComparison.Ordinal));
        Assert.Equal(hasFix, fix != "| Code fix | None |");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_OfASecurityRuleNamesTheWeakness(string id)
    {
        if (Find(id).Category == "Bolt.Security")
        {
            var text = File.ReadAllText(Catalog.PagePath(id));
            Assert.Matches(@"CWE-\d+", text);
            Assert.Matches(@"OWASP API Top 10 2023: API\d", text);
        }
    }

    [Fact]
    public void RulesAboutTheWholeCompilation_AreMarkedSo() => Assert.Equal(
        Catalog.Analyzers.Where(static a => File.ReadAllText(SourceOf(a)).Contains("RegisterCompilationEndAction", StringComparison.Ordinal))
            .SelectMany(static a => a.SupportedDiagnostics).Select(static r => r.Id).Order(StringComparer.Ordinal),
        Catalog.Rules.Where(static r => r.CustomTags.Contains(Microsoft.CodeAnalysis.WellKnownDiagnosticTags.CompilationEnd)).Select(static r => r.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Tests_CoverTheRuleInATestClassOfItsOwn(string id)
    {
        var analyzer = Catalog.Analyzers.Single(a => a.SupportedDiagnostics.Any(d => d.Id == id)).GetType().Name;
        var tests = Path.Combine(References.RepositoryRoot, "tests", "Bolt.Analyzers.Tests", "Rules", analyzer.Replace("Analyzer", "Tests", StringComparison.Ordinal) + ".cs");
        Assert.True(File.Exists(tests), $"{tests} is missing");
        var text = File.ReadAllText(tests);
        Assert.Contains(id, text, StringComparison.Ordinal);
        Assert.Contains("_Triggers", text, StringComparison.Ordinal);
        Assert.Contains("_DoesNotTrigger", text, StringComparison.Ordinal);
        foreach (var fix in Catalog.Fixes.Where(f => f.FixableDiagnosticIds.Contains(id)))
        {
            Assert.Contains(fix.GetType().Name, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fixes_HaveFixAllAndPublicKeysOfTheirRule()
    {
        foreach (var fix in Catalog.Fixes)
        {
            // What lowers protection for good is chosen one by one.
            Assert.Equal(fix is CodeFixes.WeakenedRouteCodeFix, fix.GetFixAllProvider() is null);
            var keys = fix.GetType().GetFields(BindingFlags.Public | BindingFlags.Static).Where(static f => f.IsLiteral && f.Name.EndsWith("Key", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(keys);
            Assert.All(keys, k => Assert.StartsWith(Assert.Single(fix.FixableDiagnosticIds) + ".", (string)k.GetRawConstantValue()!, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Index_IsGeneratedFromTheReleaseFiles()
    {
        var path = Path.Combine(References.RepositoryRoot, "docs", "rules", "README.md");
        var expected = Index();
        if (Environment.GetEnvironmentVariable("BOLT_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, "docs/rules/README.md is out of date: run the tests once with BOLT_UPDATE_DOCS=1");
    }

    private static string SourceOf(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer analyzer) =>
        Path.Combine(References.RepositoryRoot, "Bolt.Analyzers", "Rules", analyzer.GetType().Name + ".cs");

    private static Microsoft.CodeAnalysis.DiagnosticDescriptor Find(string id) => Catalog.Rules.Single(r => r.Id == id);

    private string Index()
    {
        var text = new StringBuilder();
        text.Append("# Rules\n\n");
        text.Append("<!-- Generated from Bolt.Analyzers/AnalyzerReleases.*.md by RuleCatalogTests (BOLT_UPDATE_DOCS=1). -->\n\n");
        text.Append("The generator never reports: what it cannot implement it refuses, and these rules say why. A rule that cannot be sure stays silent.\n");
        text.Append("Severities can be changed in `.editorconfig` (`dotnet_diagnostic.BOLT1001.severity = warning`); even with a rule suppressed, a route\n");
        text.Append("without a guard still responds 403 to every request.\n\n");
        text.Append("| Rule | Category | Severity | What it says | Fix |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in Catalog.Releases)
        {
            var hasFix = Catalog.Fixes.Any(f => f.FixableDiagnosticIds.Contains(row.Id));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| [{row.Id}]({row.Id}.md) | {row.Category} | {row.Severity} | {row.Notes} | {(hasFix ? "yes" : "")} |\n");
        }

        var routes = corpus.Clean.SelectMany(static f => f.Routes).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        text.Append("\n## Recall and false positives\n\n");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Every rule runs over `tests/Bolt.Analyzers.Tests/Corpus`: {corpus.Faults.Sum(static f => f.Expected.Count)} seeded faults, each written in several ways, and {routes} clean\n");
        text.Append("routes in all supported styles, and over the samples. A report on a clean route, a warning in a sample, or a report beside a seeded fault is a false positive.\n\n");
        text.Append("| Rule | Seeded faults | Found | False positives |\n| --- | ---: | ---: | ---: |\n");
        foreach (var row in Catalog.Releases)
        {
            var seeded = corpus.Faults.Sum(f => f.Expected.Count(e => e.Id == row.Id));
            var found = corpus.Faults.Sum(f => f.Expected.Count(e => e.Id == row.Id && f.Reported.Any(r => (r.Id, r.Line) == e)));
            var wrong = corpus.Faults.Concat(corpus.Clean).Concat(corpus.Samples).Sum(f => f.Reported.Count(r => r.Id == row.Id && !f.Expected.Contains((r.Id, r.Line))));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {row.Id} | {seeded} | {found} | {wrong} |\n");
        }

        text.Append("\nThe same by how the line is written, read off its syntax. A line is of several kinds; clean lines are those of the clean routes.\n\n");
        text.Append("| Written as or in | Seeded faults | Found | Clean lines | False positives |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var kind in Writing.All)
        {
            var seeded = corpus.Faults.Sum(f => f.Expected.Count(e => f.IsWritten(kind, e.Id, e.Line)));
            var found = corpus.Faults.Sum(f => f.Expected.Count(e => f.IsWritten(kind, e.Id, e.Line) && f.Reported.Any(r => (r.Id, r.Line) == e)));
            var clean = corpus.Clean.Sum(f => f.Writing.Values.Count(k => k.Contains(kind)));
            var wrong = corpus.Faults.Concat(corpus.Clean).Sum(f => f.Reported.Count(r => !f.Expected.Contains((r.Id, r.Line)) && f.IsWritten(kind, r.Id, r.Line)));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {kind} | {seeded} | {found} | {clean} | {wrong} |\n");
        }

        return text.ToString();
    }
}
