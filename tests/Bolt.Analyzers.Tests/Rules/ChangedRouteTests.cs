using Bolt.CodeFixes;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1022.</summary>
public class ChangedRouteTests
{
    [Theory]
    [InlineData("GET /a  auth: jwt  guards: IsAuthenticated  → Api.A", "it is stronger")]
    [InlineData("GET /a  auth: api_key, jwt  guards: IsStaff  → Api.A", "it is stronger")]
    [InlineData("GET /a  auth: jwt  guards: IsStaff, IsAuthenticated  → Api.A", "the same callers get in, and it is written differently")]
    [InlineData("GET /A/  auth: jwt  guards: IsStaff  → Api.A", "the same callers get in, and it is written differently")]
    [InlineData("GET /old  auth: jwt  guards: IsStaff  → Api.A", "it was GET /old")]
    public async Task ForAnotherLineThatIsNoWeaker_TriggersAndTheFixRecordsIt(string line, string what)
    {
        using var project = SurfaceProject.Of(Source, $"# Bolt surface 1\n# first\n{line}\n# last\n");
        Assert.Equal($"BOLT1022 BoltGet(\"/a\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)]): GET /a differs from its line in BoltSurface.txt: {what}", await project.ReportAsync());
        await project.FixAsync(new ChangedRouteCodeFix(), ChangedRouteCodeFix.RecordKey);
        Assert.Equal(["# Bolt surface 1", "# first", "# last", Line], project.Text.TrimEnd('\n').Split('\n').OrderBy(static l => l, StringComparer.Ordinal));
        Assert.Equal("", await project.ReportAsync());
    }

    [Theory]
    [InlineData(Line)]
    [InlineData("GET /a  auth: jwt  guards: IsStaff  → Api.OldName")]
    public async Task ForTheSameProtection_DoesNotTrigger(string line) => Assert.Equal("", await SurfaceProject.Of(Source, $"# Bolt surface 1\n{line}\n").ReportAsync());

    /// <summary>Names of handlers are brought up to date beside what is recorded: the next move is found by them.</summary>
    [Fact]
    public async Task RecordingAllBringsNamesUpToDate()
    {
        using var project = SurfaceProject.Of(
            "public static class Api { [BoltGet(\"/a\"), AllowAny] public static string New() => \"a\"; [BoltGet(\"/b\", Guards = [typeof(IsStaff)])] public static string B() => \"b\"; }",
            "# Bolt surface 1\nGET /a  auth: none  guards: AllowAny  → Api.Old\nGET /b  auth: none  guards: AllowAny  → Api.B\n");
        await project.FixAsync(new ChangedRouteCodeFix(), ChangedRouteCodeFix.RecordAllKey);
        Assert.Equal("# Bolt surface 1\nGET /a  auth: none  guards: AllowAny  → Api.New\nGET /b  auth: none  guards: IsStaff  → Api.B\n", project.Text);
    }

    private const string Line = "GET /a  auth: jwt  guards: IsStaff  → Api.A";
    private const string Source = "public static class Api { [BoltGet(\"/a\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])] public static string A() => \"a\"; }";
}
