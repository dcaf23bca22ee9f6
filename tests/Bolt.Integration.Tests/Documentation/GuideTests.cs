using System.Text.RegularExpressions;

namespace Bolt.Integration.Tests;

/// <summary>What the guide names is there: guards, rules, pages and headings.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string> Pages => [.. Documents.All];

    [Fact]
    public void EveryGuardHasItsRow()
    {
        var guards = typeof(Guard).Assembly.GetExportedTypes().Where(static t => !t.IsAbstract && (t.IsSubclassOf(typeof(Guard)) || t.IsSubclassOf(typeof(AsyncGuard))))
            .Select(static t => t.Name.Split('`')[0]);
        var table = Table().Match(Documents.Read("docs/guide/authorization.md")).Value;
        Assert.Equal(guards.Order(StringComparer.Ordinal), GuardRow().Matches(table).Select(static m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheIndexNamesEveryPage()
    {
        var index = Documents.Read("docs/guide/README.md");
        Assert.All(Documents.Guide.Where(static p => p != "docs/guide/README.md"), p => Assert.Contains($"({Path.GetFileName(p)})", index, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryRuleExists(string page) =>
        Assert.All(Rule().Matches(Documents.Read(page)), static m => Assert.True(File.Exists(Path.Combine(Documents.Root, "docs", "rules", m.Value + ".md")), m.Value));

    /// <summary>Relative links, and absolute ones to this repository: the page is there, and the heading.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void NoLinkIsDead(string page)
    {
        foreach (var target in Link().Matches(CodeBlock().Replace(Documents.Read(page), "")).Select(static m => m.Groups[1].Value))
        {
            const string repository = "https://github.com/bolt-dotnet/bolt/blob/main/";
            var isOurs = target.StartsWith(repository, StringComparison.Ordinal);
            if (!isOurs && target.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            var (path, heading) = target.Split('#') is [var p, var h] ? (p, h) : (target, "");
            var file = isOurs ? Path.Combine(Documents.Root, path[repository.Length..])
                : path.Length == 0 ? Path.Combine(Documents.Root, page)
                : Path.Combine(Documents.Root, Path.GetDirectoryName(page)!, path);
            Assert.True(Path.Exists(file), $"{page}: {target}");
            if (heading.Length > 0)
            {
                Assert.Contains(heading, Heading().Matches(CodeBlock().Replace(File.ReadAllText(file), "")).Select(static m => Anchor(m.Groups[1].Value)));
            }
        }
    }

    /// <summary>As GitHub makes it: lower case, without punctuation, with hyphens for spaces.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"^\| guard \|.*?(?=\n\n)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\| `\[?(\w+)", RegexOptions.Multiline)]
    private static partial Regex GuardRow();

    [GeneratedRegex(@"\bBOLT\d{4}\b")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
