using System.Text.RegularExpressions;

namespace Bolt.EndToEnd.Tests.Templates;

/// <summary>
/// docs/guide/templates.md, done as it says: a <c>console</c> block is run, and says what stands below each command; a C# block below <c>&lt;!-- file: … --&gt;</c> is written to that file.
/// Commands below <c>&lt;!-- fails --&gt;</c> fail. <c>…</c> stands for anything.
/// </summary>
public sealed partial class TourTests(Package package) : IClassFixture<Packed>
{
    [Fact]
    public async Task EveryCommandSaysWhatThePageSays()
    {
        var folder = Directory.CreateDirectory(Path.Combine(package.Directory, "tour")).FullName;
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guide", "templates.md"), TestContext.Current.CancellationToken);
        var ran = 0;
        foreach (Match block in Block().Matches(page))
        {
            var (marker, code) = (block.Groups["marker"].Value, block.Groups["code"].Value);
            if (block.Groups["language"].Value == "csharp")
            {
                if (marker.StartsWith("file: ", StringComparison.Ordinal))
                {
                    await File.WriteAllTextAsync(Path.Combine(folder, marker["file: ".Length..]), code, TestContext.Current.CancellationToken);
                }

                continue;
            }

            foreach (var step in code.Split("$ ", StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = step.Split('\n', StringSplitOptions.RemoveEmptyEntries);
                if (lines[0].StartsWith("cd ", StringComparison.Ordinal))
                {
                    folder = Path.Combine(folder, lines[0]["cd ".Length..]);
                    continue;
                }

                var (exit, output) = await Run(folder, lines[0]);
                Assert.True((exit != 0) == (marker == "fails"), $"{lines[0]}\nended with {exit}\n{output}");
                Assert.All(lines[1..], line => Assert.Matches(string.Join(".*", line.Split('…').Select(Regex.Escape)), output));
                ran++;
            }
        }

        Assert.Equal(6, ran);
    }

    private async Task<(int ExitCode, string Output)> Run(string folder, string command)
    {
        var words = command.Split(' ');
        Assert.Equal("dotnet", words[0]);
        return words[1] != "new" ? await Cli.Run(folder, words[1..])
            : words[2] == "install" ? (0, await package.InstallTemplates())
            : (0, await package.New(folder, words[2..]));
    }

    [GeneratedRegex(@"(<!-- (?<marker>[^>]*) -->\n)?^```(?<language>csharp|console)\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
