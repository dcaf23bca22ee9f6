using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1024.</summary>
public class UnreadableSurfaceTests
{
    private const string Source = "public static class Api { [BoltGet(\"/a\"), AllowAny] public static string A() => \"a\"; }";
    private const string Staff = "GET /a  auth: jwt  guards: IsStaff  → Api.A";
    private const string Open = "GET /a  auth: none  guards: AllowAny  → Api.A";

    [Theory]
    [InlineData("# Bolt surface 2\n" + Open, 1, "it was made by a newer Bolt: this one reads \"# Bolt surface 1\"")]
    [InlineData(Open, 1, "its first line is not \"# Bolt surface 1\"")]
    [InlineData("# Bolt surface 1\n>>>>>>> topic\n" + Open, 2, "a merge has left its marks: keep the lines that are right")]
    [InlineData("# Bolt surface 1\n" + Staff + "\n" + Open, 3, "two lines for one route: line 2 says \"auth: jwt  guards: IsStaff\", line 3 says \"auth: none  guards: AllowAny\"")]
    [InlineData("# Bolt surface 1\nGET /a\n", 2, "this line cannot be read: it does not begin with a method, a pattern and \"auth:\"")]
    public async Task ForWhatCannotBeCompared_TriggersAndNoOtherRuleGuesses(string surface, int line, string problem)
    {
        using var project = SurfaceProject.Of(Source, surface);
        Assert.Equal($"BOLT1024 /shop/BoltSurface.txt:{line}: No route is compared with BoltSurface.txt: {problem}", await project.ReportAsync());
        await project.FixAllAsync();
        Assert.Equal(surface, project.Text);
    }

    [Theory]
    [InlineData("# Bolt surface 1\n" + Open)]
    [InlineData("# Bolt surface 1\r\n" + Open + "\r\n" + Open + "\r\n")]
    [InlineData("\r\n# Bolt surface 1\n# <<<<<<< a comment\n" + Open)]
    public async Task ForAFileThatCanBeRead_DoesNotTrigger(string surface) => Assert.Equal("", await SurfaceProject.Of(Source, surface).ReportAsync());

    /// <summary>With a file that cannot be read nothing is compared, so this is how one would switch off all of it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Bolt.Security\", \"BOLT1024\")]")]
    public async Task NothingInTheCodeAndNoSettingSwitchesItOff(string before)
    {
        var compilation = CSharpCompilation.Create(
            "Shop",
            [.. ((string[])[before + Source, TestSetup.GlobalUsings]).Select(static s => CSharpSyntaxTree.ParseText(s, cancellationToken: TestContext.Current.CancellationToken))],
            References.WithBolt,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions([new("BOLT1024", ReportDiagnostic.Suppress)]));
        var reported = await compilation.WithAnalyzers([new Bolt.Analyzers.Rules.UnreadableSurfaceAnalyzer()], CorpusFile.WithSurface("no surface")).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var diagnostic = Assert.Single(reported);
        Assert.Equal(("BOLT1024", DiagnosticSeverity.Error, false), (diagnostic.Id, diagnostic.Severity, diagnostic.IsSuppressed));
    }

    [Fact]
    public async Task ForTwoFiles_TriggersAtTheSecond()
    {
        using var project = SurfaceProject.Of(Source, "");
        project.AddFile("/shop/other/BoltSurface.txt", "");
        Assert.Equal("BOLT1024 /shop/other/BoltSurface.txt:1: No route is compared with BoltSurface.txt: the project has two files of this name among its AdditionalFiles", await project.ReportAsync());
    }

    [Fact]
    public async Task ForWhatCannotBeCompared_TriggersOnceBesideOtherFiles()
    {
        using var project = SurfaceProject.Of(Source, "no surface");
        project.AddFile("/shop/notes.txt", "");
        Assert.Equal("BOLT1024 /shop/BoltSurface.txt:1: No route is compared with BoltSurface.txt: its first line is not \"# Bolt surface 1\"", await project.ReportAsync());
    }

    /// <summary>A file that two items name is one, and the case of its name makes no difference; another file is none.</summary>
    [Fact]
    public async Task OneFileIsFoundHoweverItIsNamed()
    {
        const string Missing = "GET /a is not recorded in ";
        using var twice = SurfaceProject.Of(Source, "");
        twice.AddFile(SurfaceProject.Path, "");
        Assert.Contains(Missing + "BoltSurface.txt", await twice.ReportAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("BOLT1024", await twice.ReportAsync(), StringComparison.Ordinal);

        using var lower = SurfaceProject.Of(Source, null);
        lower.AddFile("C:\\shop\\boltsurface.TXT", "");
        Assert.Contains(Missing + "boltsurface.TXT", await lower.ReportAsync(), StringComparison.Ordinal);

        using var other = SurfaceProject.Of(Source, null);
        other.AddFile("/shop/MyBoltSurface.txt", "no surface");
        Assert.Equal("", await other.ReportAsync());

        // Of two, the one that comes first by its path is taken for the file, wherever the project names it.
        using var sorted = SurfaceProject.Of(Source, "");
        sorted.AddFile("/a/BoltSurface.txt", "");
        Assert.StartsWith("BOLT1024 /shop/BoltSurface.txt:1: ", await sorted.ReportAsync(), StringComparison.Ordinal);
    }
}
