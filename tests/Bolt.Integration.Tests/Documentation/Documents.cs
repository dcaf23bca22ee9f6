using System.Runtime.CompilerServices;

namespace Bolt.Integration.Tests;

/// <summary>The repository's Markdown.</summary>
internal static class Documents
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>Pages of the guide, by their path from the root.</summary>
    public static IReadOnlyList<string> Guide { get; } = In("docs/guide");

    /// <summary>Every page a reader may be sent to.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Directory.GetFiles(Root, "*.md").Select(Path.GetFileName).OfType<string>(), "Bolt.Runtime/PACKAGE.md", .. In("docs"), .. Guide, .. In("docs/rules")];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page));

    private static string[] In(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Root, folder), "*.md").Order(StringComparer.Ordinal).Select(f => folder + "/" + Path.GetFileName(f))];

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
