using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Tests;

/// <summary>Everything the assemblies, the release files and the pages say about the rules.</summary>
internal static partial class Catalog
{
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } =
        [.. typeof(BoltAnalyzer).Assembly.GetTypes().Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(static t => t.Name, StringComparer.Ordinal).Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

    public static IReadOnlyList<CodeFixProvider> Fixes { get; } =
        [.. typeof(CodeFixes.RouteWithoutGuardCodeFix).Assembly.GetTypes().Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(static t => t.Name, StringComparer.Ordinal).Select(static t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    public static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
        [.. Analyzers.SelectMany(static a => a.SupportedDiagnostics).OrderBy(static d => d.Id, StringComparer.Ordinal)];

    public static IReadOnlyList<ReleaseRow> Releases { get; } =
        [.. new[] { "Shipped", "Unshipped" }.SelectMany(static f => File.ReadLines(Path.Combine(References.RepositoryRoot, "Bolt.Analyzers", $"AnalyzerReleases.{f}.md")))
            .Select(static l => Row().Match(l)).Where(static m => m.Success)
            .Select(static m => new ReleaseRow(m.Groups["id"].Value, m.Groups["category"].Value.Trim(), m.Groups["severity"].Value.Trim(), m.Groups["notes"].Value.Trim()))
            .OrderBy(static r => r.Id, StringComparer.Ordinal)];

    public static string PagePath(string id) => Path.Combine(References.RepositoryRoot, "docs", "rules", id + ".md");

    [GeneratedRegex(@"^(?<id>BOLT\d{4})\s*\|(?<category>[^|]+)\|(?<severity>[^|]+)\|(?<notes>[^|]+)$")]
    private static partial Regex Row();
}

internal sealed record ReleaseRow(string Id, string Category, string Severity, string Notes);
