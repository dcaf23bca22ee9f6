using System.Reflection;
using System.Text.RegularExpressions;

namespace Bolt.Generators.Tests;

/// <summary>
/// A page whose C# is compiled. A comment <c>&lt;!-- preamble … --&gt;</c> holds the types its blocks share. A block below <c>&lt;!-- continues --&gt;</c> belongs to the
/// program of the block before it; one below <c>&lt;!-- generated: … --&gt;</c> is what the generator wrote, which <see cref="DocumentationTests"/> checks.
/// </summary>
internal sealed partial record MarkdownPage(string Preamble, IReadOnlyList<PageProgram> Programs)
{
    public static string Root { get; } =
        typeof(MarkdownPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "RepositoryRoot").Value!;

    public static IEnumerable<string> Guide =>
        Directory.GetFiles(Path.Combine(Root, "docs", "guide"), "*.md").Order(StringComparer.Ordinal).Select(static f => "docs/guide/" + Path.GetFileName(f));

    /// <summary>What each package says of itself.</summary>
    public static IEnumerable<string> Packages =>
        Directory.GetDirectories(Root).Select(static d => Path.GetFileName(d) + "/PACKAGE.md").Where(static p => File.Exists(Path.Combine(Root, p))).Order(StringComparer.Ordinal);

    public static MarkdownPage Read(string page) => Parse(File.ReadAllText(Path.Combine(Root, page)));

    public static MarkdownPage Parse(string text)
    {
        var programs = new List<PageProgram>();
        foreach (Match block in Block().Matches(text))
        {
            var marker = block.Groups["marker"].Value;
            if (marker.StartsWith("generated", StringComparison.Ordinal) || marker.StartsWith("source", StringComparison.Ordinal))
            {
                continue;
            }

            var part = block.Groups["code"].Value;
            if (marker == "continues")
            {
                programs[^1] = programs[^1] with { Parts = [.. programs[^1].Parts, part] };
            }
            else
            {
                programs.Add(new PageProgram(text.AsSpan(0, block.Groups["code"].Index).Count('\n') + 1, [part]));
            }
        }

        return new(PreambleComment().Match(text).Groups["code"].Value, programs);
    }

    [GeneratedRegex(@"<!-- preamble\n(?<code>.*?)-->", RegexOptions.Singleline)]
    private static partial Regex PreambleComment();

    [GeneratedRegex(@"(<!-- (?<marker>[^>]*) -->\n)?^```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}

/// <summary>One program of a page: a block and what continues it.</summary>
/// <param name="Line">Where the first block starts.</param>
/// <param name="Parts">The blocks.</param>
internal sealed record PageProgram(int Line, IReadOnlyList<string> Parts);
