using Bolt.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1021.</summary>
public class WeakenedRouteTests
{
    private const string Staff = "GET /a  auth: jwt  guards: IsStaff  → Api.A";

    [Theory]
    [InlineData("[BoltGet(\"/a\", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(IsStaff)])]", "GET /a is weaker than recorded in BoltSurface.txt: backend api_key was added")]
    [InlineData("[BoltGet(\"/a\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]", "GET /a is weaker than recorded in BoltSurface.txt: IsStaff is no longer asked")]
    [InlineData("[BoltGet(\"/a\"), AllowAny]", "GET /a is weaker than recorded in BoltSurface.txt: anyone may call it; IsStaff is no longer asked")]
    [InlineData("[BoltGet(\"/b\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]", "GET /b (was GET /a) is weaker than recorded in BoltSurface.txt: IsStaff is no longer asked")]
    [InlineData("[BoltGet(\"/a\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)]), Microsoft.AspNetCore.Routing.Host(\"x\")]", "GET /a is weaker than recorded in BoltSurface.txt: host: \"x\" was added")]
    public async Task ForMoreCallers_Triggers(string attribute, string message)
    {
        using var project = SurfaceProject.Of(Source(attribute), $"# Bolt surface 1\n{Staff}\n");
        var report = await project.ReportAsync();
        Assert.StartsWith("BOLT1021 BoltGet(", report, StringComparison.Ordinal);
        Assert.EndsWith(": " + message, report, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report);
    }

    [Theory]
    [InlineData("[BoltGet(\"/a\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]")]
    [InlineData("[BoltGet(\"/A/\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff), typeof(IsAdminUser)])]")]
    [InlineData("[BoltGet(\"/b\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]")]
    public async Task ForNoMoreCallers_DoesNotTrigger(string attribute) =>
        Assert.DoesNotContain("BOLT1021", await SurfaceProject.Of(Source(attribute), $"# Bolt surface 1\n{Staff}\n").ReportAsync(), StringComparison.Ordinal);

    /// <summary>A package update that opens a route.</summary>
    [Fact]
    public async Task ForALibrary_TriggersAtMapBolt()
    {
        var library = References.Compile("Shop.Library", "[assembly: Bolt.Endpoints.BoltModule(typeof(Theirs))] [assembly: Bolt.Endpoints.BoltSurface(1, \"GET /theirs  auth: none  guards: AllowAny  \u2192 Theirs.Get\")] public static class Theirs { }");
        using var project = SurfaceProject.Of(
            "var app = WebApplication.Create(args);\napp.MapBolt();", "# Bolt surface 1\nGET /theirs  auth: jwt  guards: IsStaff  → Theirs.Get\n", isProgram: true, library);
        Assert.Equal("BOLT1021 MapBolt: GET /theirs is weaker than recorded in BoltSurface.txt: anyone may call it; IsStaff is no longer asked", await project.ReportAsync());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("#pragma warning disable BOLT1021\n", "")]
    [InlineData("[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Bolt.Security\", \"BOLT1021\")]", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Bolt.Security\", \"BOLT1021:A route is weaker\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Bolt.Security\", \"BOLT1021\", Scope = \"member\", Target = \"~M:Api.A\")]", "")]
    public async Task NothingInTheCodeAndNoSettingSwitchesItOff(string before, string above)
    {
        var source = before + Source(above + "[BoltGet(\"/a\"), AllowAny]");
        var parse = new Microsoft.CodeAnalysis.CSharp.CSharpParseOptions(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest);
        var options = new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithSpecificDiagnosticOptions([new("BOLT1021", ReportDiagnostic.Suppress)]);
        var compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create("Shop", [Parse(source, "Shop.cs"), Parse(TestSetup.GlobalUsings, "GlobalUsings.cs")], References.WithBolt, options);
        var reported = await compilation.WithAnalyzers([new Bolt.Analyzers.Rules.WeakenedRouteAnalyzer()], CorpusFile.WithSurface($"# Bolt surface 1\n{Staff}\n")).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var diagnostic = Assert.Single(reported);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.False(diagnostic.IsSuppressed);

        SyntaxTree Parse(string text, string path) => Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(text, parse, path);
    }

    /// <summary>What <c>dotnet format</c> does changes neither the line nor the report.</summary>
    [Theory]
    [InlineData("[BoltGet(\"/a\"), AllowAny]")]
    [InlineData("[BoltGet(\"/b\"), AllowAny]")]
    [InlineData("[BoltRoute(\"/b\", \"GET\", \"HEAD\"), AllowAny]")]
    [InlineData("[BoltGet(\"/b\"), BoltGet(\"/c\"), AllowAny]")]
    public async Task NothingWeakerIsEverRecordedByTheWay(string attribute)
    {
        using var project = SurfaceProject.Of(Source(attribute), $"# Bolt surface 1\n{Staff}\n");
        var report = await project.ReportAsync();
        Assert.Contains("BOLT1021", report, StringComparison.Ordinal);
        await project.FixAllAsync();
        Assert.Equal($"# Bolt surface 1\n{Staff}\n", project.Text);
        Assert.Equal(report, await project.ReportAsync());
    }

    /// <summary>One route of a handler may be recorded, and still its old line stays to measure the other.</summary>
    [Fact]
    public async Task WhatAHandlerHadStaysUntilNoRouteOfItIsWeaker()
    {
        const string Both = "[BoltGet(\"/b\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)]), BoltGet(\"/c\", InheritGuards = false, Guards = [typeof(AllowAny)])]";
        using var project = SurfaceProject.Of(Source(Both), $"# Bolt surface 1\n{Staff}\n");
        await project.FixAllAsync();
        const string Moved = "GET /b  auth: jwt  guards: IsStaff  → Api.A";
        Assert.Equal($"# Bolt surface 1\n{Staff}\n{Moved}\n", project.Text);
        Assert.EndsWith("GET /c (was GET /a) is weaker than recorded in BoltSurface.txt: anyone may call it; IsStaff is no longer asked", await project.ReportAsync(), StringComparison.Ordinal);

        await project.FixAsync(new WeakenedRouteCodeFix(), WeakenedRouteCodeFix.AcceptKey);
        Assert.Equal($"# Bolt surface 1\n{Moved}\nGET /c  auth: none  guards: AllowAny  → Api.A\n", project.Text);
        Assert.Equal("", await project.ReportAsync());
    }

    /// <summary>Accepting one of two does not make the other a new route.</summary>
    [Fact]
    public async Task AcceptingOneRouteSaysNothingOfTheNext()
    {
        using var project = SurfaceProject.Of(Source("[BoltGet(\"/b\"), BoltGet(\"/c\"), AllowAny]"), $"# Bolt surface 1\n{Staff}\n");
        await project.FixAsync(new WeakenedRouteCodeFix(), WeakenedRouteCodeFix.AcceptKey, "GET /b");
        await project.FixAllAsync();
        Assert.Equal($"# Bolt surface 1\n{Staff}\nGET /b  auth: none  guards: AllowAny  → Api.A\n", project.Text);
        Assert.Contains("BOLT1021", await project.ReportAsync(), StringComparison.Ordinal);
    }

    /// <summary>The place of the old line may be another handler's now, and is measured by it.</summary>
    [Fact]
    public async Task ARouteThatTookAnothersPlaceIsMeasuredByWhatWasThere()
    {
        using var project = SurfaceProject.Of(
            """
            public static class Api
            {
                [BoltGet("/b", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
                public static string A() => "a";

                [BoltGet("/a"), AllowAny]
                public static string Other() => "b";
            }
            """,
            $"# Bolt surface 1\n{Staff}\n");
        await project.FixAllAsync();
        Assert.Equal($"# Bolt surface 1\n{Staff}\nGET /b  auth: jwt  guards: IsStaff  → Api.A\n", project.Text);
        Assert.EndsWith("GET /a is weaker than recorded in BoltSurface.txt: anyone may call it; IsStaff is no longer asked", await project.ReportAsync(), StringComparison.Ordinal);
    }

    /// <summary>Each handler is measured by what it had itself: one that became weaker keeps no line of another.</summary>
    [Fact]
    public async Task AWeakerRouteKeepsTheLinesOfItsHandlerOnly()
    {
        using var project = SurfaceProject.Of(
            """
            public static class Api
            {
                [BoltGet("/b", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
                public static string A() => "a";

                [BoltGet("/y"), AllowAny]
                public static string X() => "x";
            }
            """,
            $"# Bolt surface 1\n{Staff}\nGET /x  auth: jwt  guards: IsStaff  → Api.X\n");
        await project.FixAsync(new ChangedRouteCodeFix(), ChangedRouteCodeFix.RecordAllKey);
        Assert.Equal("# Bolt surface 1\nGET /b  auth: jwt  guards: IsStaff  → Api.A\nGET /x  auth: jwt  guards: IsStaff  → Api.X\n", project.Text);
    }

    /// <summary>Two routes of one place are a mistake of their own. As long as there are two, no fix writes either: the weaker one would come with the other.</summary>
    [Fact]
    public async Task OfTwoRoutesOfOnePlaceNoneIsRecorded()
    {
        var surface = $"# Bolt surface 1\n{Staff}\n";
        using var project = SurfaceProject.Of(
            """
            public static class Api
            {
                [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff), typeof(IsAdminUser)])]
                public static string A() => "a";

                [BoltGet("/a"), AllowAny]
                public static string Other() => "b";
            }
            """,
            surface);
        var report = await project.ReportAsync();
        Assert.Contains("BOLT1021", report, StringComparison.Ordinal);
        Assert.Contains("BOLT1022", report, StringComparison.Ordinal);
        await project.FixAllAsync();
        Assert.Equal(surface, project.Text);
        await project.FixAsync(new ChangedRouteCodeFix(), ChangedRouteCodeFix.RecordKey);
        Assert.Equal(surface, project.Text);
        await project.FixAsync(new WeakenedRouteCodeFix(), WeakenedRouteCodeFix.AcceptKey);
        Assert.Equal(surface, project.Text);
    }

    [Fact]
    public async Task TheFixAcceptsOneRoute()
    {
        using var project = SurfaceProject.Of(Source("[BoltGet(\"/a\"), AllowAny]"), $"# Bolt surface 1\n# why\n{Staff}\nGET /gone  auth: none  guards: AllowAny  → Gone.Get\n");
        await project.FixAsync(new WeakenedRouteCodeFix(), WeakenedRouteCodeFix.AcceptKey);
        Assert.Equal("# Bolt surface 1\n# why\nGET /a  auth: none  guards: AllowAny  → Api.A\nGET /gone  auth: none  guards: AllowAny  → Gone.Get\n", project.Text);
        Assert.Null(new WeakenedRouteCodeFix().GetFixAllProvider());
    }

    /// <summary>A method that a move brings along is not recorded by the way, neither at once nor when the rest of the move has been.</summary>
    [Fact]
    public async Task AMethodThatAMoveBringsAlongIsAcceptedByHand()
    {
        using var project = SurfaceProject.Of(Source("[BoltRoute(\"/b\", \"GET\", \"POST\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]"), $"# Bolt surface 1\n{Staff}\n");
        const string Get = "GET /b  auth: jwt  guards: IsStaff  → Api.A";
        for (var i = 0; i < 2; i++)
        {
            await project.FixAllAsync();
            Assert.Equal($"# Bolt surface 1\n{Staff}\n{Get}\n", project.Text);
            Assert.EndsWith("POST /b (was GET /a) is weaker than recorded in BoltSurface.txt: POST was added to GET", await project.ReportAsync(), StringComparison.Ordinal);
        }

        await project.FixAsync(new WeakenedRouteCodeFix(), WeakenedRouteCodeFix.AcceptKey);
        Assert.Equal($"# Bolt surface 1\n{Get}\nPOST /b  auth: jwt  guards: IsStaff  → Api.A\n", project.Text);
        Assert.Equal("", await project.ReportAsync());
    }

    /// <summary>A method that a route gets in its place is a new route.</summary>
    [Fact]
    public async Task AMethodThatIsAddedInPlaceIsNew() => Assert.EndsWith(
        "POST /a is not recorded in BoltSurface.txt: add its line",
        await SurfaceProject.Of(Source("[BoltRoute(\"/a\", \"GET\", \"POST\", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]"), $"# Bolt surface 1\n{Staff}\n").ReportAsync(),
        StringComparison.Ordinal);

    /// <summary>What chooses requests beside method and pattern is a part of the line: with it the route is another, and without it more requests come.</summary>
    [Theory]
    [InlineData("[Microsoft.AspNetCore.Mvc.Consumes(\"application/json\", \"text/json\")]", "by: \"Microsoft.AspNetCore.Mvc.ConsumesAttribute(\\\"application/json\\\", \\\"text/json\\\")\"")]
    [InlineData("[Versions(1, 2)]", "by: \"VersionsAttribute(1, 2)\"")]
    [InlineData("[Formats]", "by: \"FormatsAttribute()\"")]
    [InlineData("[Microsoft.AspNetCore.Routing.Host(\"a.example\", \"b.example\")]", "host: \"a.example, b.example\"")]
    public async Task WhatSelectsRequestsIsCompared(string attribute, string option)
    {
        const string Route = "[BoltPost(\"/a\"), AllowAny]";
        const string Own = """
            public sealed class VersionsAttribute(int from, int to) : System.Attribute, Microsoft.AspNetCore.Mvc.ApiExplorer.IApiRequestMetadataProvider
            {
                public void SetContentTypes(Microsoft.AspNetCore.Mvc.Formatters.MediaTypeCollection contentTypes) => _ = from + to;
            }

            public sealed class FormatsAttribute : System.Attribute, Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata
            {
                public System.Collections.Generic.IReadOnlyList<string> ContentTypes => [];
                public System.Type? RequestType => null;
                public bool IsOptional => true;
            }
            """;
        var line = $"POST /a  auth: none  guards: AllowAny  options: {option}  → Api.A";
        using var project = SurfaceProject.Of(Source(attribute + Route) + Own, "");
        await project.FixAllAsync();
        Assert.Equal($"# Bolt surface 1\n{line}\n", project.Text);
        Assert.Equal("", await project.ReportAsync());
        Assert.EndsWith($"POST /a is weaker than recorded in BoltSurface.txt: {option} is gone", await SurfaceProject.Of(Source(Route) + Own, project.Text).ReportAsync(), StringComparison.Ordinal);
    }

    /// <summary>What class and handler both say is one option: the line would not be read otherwise.</summary>
    [Fact]
    public async Task WhatIsSaidTwiceSelectsOnce()
    {
        using var project = SurfaceProject.Of(
            """
            [Microsoft.AspNetCore.Mvc.Consumes("application/json")]
            public static class Api
            {
                [BoltPost("/a"), AllowAny, Microsoft.AspNetCore.Mvc.Consumes("application/json")]
                public static string A() => "a";
            }
            """,
            "");
        await project.FixAllAsync();
        Assert.Equal("# Bolt surface 1\nPOST /a  auth: none  guards: AllowAny  options: by: \"Microsoft.AspNetCore.Mvc.ConsumesAttribute(\\\"application/json\\\")\"  → Api.A\n", project.Text);
        Assert.Equal("", await project.ReportAsync());
    }

    /// <summary>As routing does it: the handler's own hosts come last.</summary>
    [Fact]
    public async Task TheLastHostCounts()
    {
        const string Source = """
            [Microsoft.AspNetCore.Routing.Host("class.example")]
            public static class Api
            {
                [BoltGet("/a"), AllowAny, Microsoft.AspNetCore.Routing.Host("method.example")]
                public static string A() => "a";

                [BoltGet("/b"), AllowAny]
                public static string B() => "b";
            }
            """;
        using var project = SurfaceProject.Of(Source, "");
        await project.FixAllAsync();
        Assert.Equal(
            "# Bolt surface 1\nGET /a  auth: none  guards: AllowAny  options: host: \"method.example\"  → Api.A\nGET /b  auth: none  guards: AllowAny  options: host: \"class.example\"  → Api.B\n", project.Text);
    }

    /// <summary>Two handlers of one method and pattern are two routes where their hosts differ, and each has its line.</summary>
    [Fact]
    public async Task RoutesOfSeveralHostsAreComparedEachWithItsOwnLine()
    {
        const string Surface = "# Bolt surface 1\nGET /a  auth: jwt  guards: IsAuthenticated  options: host: \"a.example\"  → Api.A\nGET /a  auth: jwt  guards: IsStaff  options: host: \"b.example\"  → Api.B\n";
        static string Source(string second) => $$"""
            public static class Api
            {
                [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)]), Microsoft.AspNetCore.Routing.Host("a.example")]
                public static string A() => "a";

                [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof({{second}})]), Microsoft.AspNetCore.Routing.Host("b.example")]
                public static string B() => "b";
            }
            """;
        Assert.Equal("", await SurfaceProject.Of(Source("IsStaff"), Surface).ReportAsync());
        var report = await SurfaceProject.Of(Source("IsAuthenticated"), Surface).ReportAsync();
        Assert.EndsWith("GET /a is weaker than recorded in BoltSurface.txt: IsStaff is no longer asked", report, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report);
    }

    private static string Source(string attribute) => $"public static class Api {{ {attribute} public static string A() => \"a\"; }}";
}
