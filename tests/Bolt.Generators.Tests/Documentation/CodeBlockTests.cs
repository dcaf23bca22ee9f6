namespace Bolt.Generators.Tests;

/// <summary>What a reader copies from the guide builds, without a warning; a block that shows a fault names the rule that reports it.</summary>
public sealed class CodeBlockTests
{
    /// <summary>They show commands only.</summary>
    private static readonly string[] WithoutBlocks = ["docs/guide/README.md", "Bolt.Cli/PACKAGE.md", "templates/PACKAGE.md"];

    public static TheoryData<string> Pages => [.. MarkdownPage.Guide, "README.md", .. MarkdownPage.Packages];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryBlockBuilds(string page)
    {
        var content = MarkdownPage.Read(page);
        var problems = await Task.WhenAll(content.Programs.Select(p => PageCompiler.CheckAsync(content.Preamble, p, Cancellation)));
        Assert.True(problems.All(static p => p.Count == 0), string.Join('\n', problems.SelectMany(static p => p)));
    }

    [Fact]
    public void PagesHaveBlocks() => Assert.All(Pages.Where(static p => !WithoutBlocks.Contains(p.Data)), static p => Assert.NotEmpty(MarkdownPage.Read(p).Programs));

    [Theory]
    [InlineData("public static class A { [Bolt.BoltGet(\"/a\")] public static string Get() => \"a\"; }", "BOLT1001")]
    [InlineData("public static class A { [Bolt.BoltGet(\"/a\")] public static string Get() => \"a\"; } // BOLT1001")]
    [InlineData("public static class A { [Bolt.BoltGet(\"/a\", Guards = [typeof(Bolt.AllowAny)])] public static string Get() => \"a\"; } // BOLT1001", "BOLT1001 is named and not reported")]
    [InlineData("public static class A { public static string Get() => null; }", "CS8603")]
    [InlineData("builder.Services.AddBolt();", "CS1061", "CS1061")]
    [InlineData("using Bolt;\nbuilder.Services.AddBolt();\napp.MapBolt();")]
    public async Task ABlockThatIsWrongIsFound(string code, params string[] expected)
    {
        var page = MarkdownPage.Parse($"# Page\n\n```csharp\n{code}\n```\n");
        var problems = await PageCompiler.CheckAsync("", Assert.Single(page.Programs), Cancellation);
        Assert.True(expected.Length == problems.Count, string.Join('\n', problems));
        Assert.All(expected.Zip(problems), static p => Assert.Contains(p.First, p.Second, StringComparison.Ordinal));
    }
}
