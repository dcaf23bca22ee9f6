using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bolt.Analyzers.Tests;

/// <summary><c>docs/asvs.md</c>: which requirements of the OWASP ASVS Bolt helps with, how, and the tests that show it. Generated; what it names is there.</summary>
public sealed partial class AsvsTests
{
    [Fact]
    public void EveryRequirementOfARule_HasARow() => Assert.Empty(
        Catalog.Rules.SelectMany(static r => Requirements(r.Id)).Distinct(StringComparer.Ordinal).Except(AsvsRow.All.Select(static r => r.Id)));

    [Fact]
    public void Rows_AreSortedAndEachOnce() => Assert.Equal(AsvsRow.All.Select(static r => r.Id).Distinct(StringComparer.Ordinal).OrderBy(Number), AsvsRow.All.Select(static r => r.Id));

    [Fact]
    public void EveryTestClass_IsThere()
    {
        var classes = Directory.EnumerateFiles(Path.Combine(References.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        Assert.All(AsvsRow.All, static r => Assert.NotEmpty(r.Tests));
        Assert.Empty(AsvsRow.All.SelectMany(static r => r.Tests).Except(classes!));
    }

    [Fact]
    public void Page_IsGeneratedFromTheCatalog()
    {
        var path = Path.Combine(References.RepositoryRoot, "docs", "asvs.md");
        var expected = Page();
        if (Environment.GetEnvironmentVariable("BOLT_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == expected, "docs/asvs.md is out of date: run the tests once with BOLT_UPDATE_DOCS=1");
    }

    private static string Page()
    {
        var text = new StringBuilder();
        text.Append("# OWASP ASVS 5.0.0\n\n");
        text.Append("<!-- Generated from the rules and tests/Bolt.Analyzers.Tests/Infrastructure/AsvsRow.cs by AsvsTests (BOLT_UPDATE_DOCS=1). -->\n\n");
        text.Append("Which requirements of the [OWASP Application Security Verification Standard](https://owasp.org/www-project-application-security-verification-standard/) Bolt helps an application to meet: what it\n");
        text.Append("does, the rules that report a violation while the code is written, and the tests of this repository that show it. Requirements are named in short; the standard's own text is what counts. Whether an\n");
        text.Append("application meets one is decided by the whole of it. Requirements that are not listed are left to you.\n\n");
        text.Append("Rules carry these numbers as tags, `ASVS-v5.0.0-8.2.1`, beside `CWE-862` and `OWASP-API5:2023`. The compiler writes them to a SARIF file with\n");
        text.Append("`<ErrorLog>bolt.sarif,version=2.1</ErrorLog>`, which code-scanning services read.\n\n");
        text.Append("| Requirement | It asks for | Mechanism | Rules | Tests |\n| --- | --- | --- | --- | --- |\n");
        foreach (var row in AsvsRow.All)
        {
            var rules = string.Join(", ", Catalog.Rules.Where(r => Requirements(r.Id).Contains(row.Id)).Select(static r => $"[{r.Id}](rules/{r.Id}.md)"));
            text.Append(CultureInfo.InvariantCulture, $"| v5.0.0-{row.Id} | {row.Asks} | {row.Mechanism} | {rules} | {string.Join(", ", row.Tests.Select(static t => $"`{t}`"))} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Requirements(string id) => RuleReferencesTests.Tags(id).Select(static t => Requirement().Match(t)).Where(static m => m.Success).Select(static m => m.Groups[1].Value);

    private static int Number(string id) => id.Split('.').Aggregate(0, static (n, part) => (n * 100) + int.Parse(part, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^ASVS-v5\.0\.0-(\d+\.\d+\.\d+)$")]
    internal static partial Regex Requirement();
}
