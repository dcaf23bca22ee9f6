using Bolt.CodeFixes;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1023.</summary>
public class VanishedRouteTests
{
    private const string Source = """
        public static class Api
        {
            [BoltGet("/a"), AllowAny]
            public static string A() => "a";

            public static string NoRoute() => "b";
        }
        """;

    private const string A = "GET /a  auth: none  guards: AllowAny  → Api.A";

    [Theory]
    [InlineData("Api.NoRoute", "NoRoute")]
    [InlineData("Api.Gone", "Api")]
    [InlineData("Gone.Get", "BoltGet(\"/a\")")]
    public async Task ForALineWithoutARoute_TriggersWhereTheLinePoints(string handler, string place)
    {
        using var project = SurfaceProject.Of(Source, $"# Bolt surface 1\n{A}\nGET /gone  auth: jwt  guards: IsStaff  → {handler}\n");
        Assert.Equal($"BOLT1023 {place}: GET /gone is in BoltSurface.txt, and the application has no such route: remove line 3", await project.ReportAsync());
        await project.FixAsync(new VanishedRouteCodeFix(), VanishedRouteCodeFix.RemoveKey);
        Assert.Equal($"# Bolt surface 1\n{A}\n", project.Text);
        Assert.Equal("", await project.ReportAsync());
    }

    /// <summary>Nothing of what the line names is there, so it is said where all is mapped, and not at some other route.</summary>
    [Fact]
    public async Task WithoutTheHandler_TriggersAtMapBolt() => Assert.Equal(
        "BOLT1023 MapBolt: GET /gone is in BoltSurface.txt, and the application has no such route: remove line 3",
        await SurfaceProject.Of("var app = WebApplication.Create(args);\napp.MapBolt();\n" + Source, $"# Bolt surface 1\n{A}\nGET /gone  auth: jwt  guards: IsStaff  → Gone.Get\n", isProgram: true).ReportAsync());

    /// <summary>And where nothing maps them, at the first route: one place for one line, however many threads look.</summary>
    [Fact]
    public async Task WithoutTheHandlerAndMapBolt_TriggersAtTheFirstRoute() => Assert.Equal(
        "BOLT1023 BoltGet(\"/b\"): GET /gone is in BoltSurface.txt, and the application has no such route: remove line 4",
        await SurfaceProject.Of(
            "public static class Api { [BoltGet(\"/b\"), AllowAny] public static string B() => \"b\"; [BoltGet(\"/a\"), AllowAny] public static string A() => \"a\"; }",
            $"# Bolt surface 1\n{A}\nGET /b  auth: none  guards: AllowAny  → Api.B\nGET /gone  auth: jwt  guards: IsStaff  → Gone.Get\n").ReportAsync());

    [Fact]
    public async Task WithoutAnySource_TriggersInTheFile() => Assert.Equal(
        "BOLT1023 /shop/BoltSurface.txt:2: GET /gone is in BoltSurface.txt, and the application has no such route: remove line 2",
        await SurfaceProject.Of("public static class Nothing;", "# Bolt surface 1\nGET /gone  auth: jwt  guards: IsStaff  → Gone.Get\n").ReportAsync());

    [Theory]
    [InlineData(A)]
    [InlineData("GET /old  auth: none  guards: AllowAny  → Api.A")]
    [InlineData("# GET /gone  auth: jwt  guards: IsStaff  → Gone.Get")]
    public async Task ForARouteThatIsThereOrWasMoved_DoesNotTrigger(string line) =>
        Assert.DoesNotContain("BOLT1023", await SurfaceProject.Of(Source, $"# Bolt surface 1\n{line}\n").ReportAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task TheFixRemovesAllAndKeepsWhatIsNotALine()
    {
        using var project = SurfaceProject.Of(Source, $"# Bolt surface 1\n\n# of b\nGET /b  auth: jwt  guards: IsStaff  → B.Get\n{A}\nGET /c  auth: jwt  guards: IsStaff  → C.Get\n# end\n");
        await project.FixAsync(new VanishedRouteCodeFix(), VanishedRouteCodeFix.RemoveAllKey);
        Assert.Equal($"# Bolt surface 1\n\n# of b\n{A}\n# end\n", project.Text);
    }
}
