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
    [InlineData("")]
    [InlineData("#pragma warning disable BOLT1021\n")]
    public async Task PragmasAndSettingsDoNotSwitchItOff(string before)
    {
        var source = before + Source("[BoltGet(\"/a\"), AllowAny]");
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

    [Fact]
    public async Task TheFixAcceptsOneRoute()
    {
        using var project = SurfaceProject.Of(Source("[BoltGet(\"/a\"), AllowAny]"), $"# Bolt surface 1\n# why\n{Staff}\nGET /gone  auth: none  guards: AllowAny  → Gone.Get\n");
        await project.FixAsync(new WeakenedRouteCodeFix(), WeakenedRouteCodeFix.AcceptKey);
        Assert.Equal("# Bolt surface 1\n# why\nGET /a  auth: none  guards: AllowAny  → Api.A\nGET /gone  auth: none  guards: AllowAny  → Gone.Get\n", project.Text);
        Assert.Null(new WeakenedRouteCodeFix().GetFixAllProvider());
    }

    private static string Source(string attribute) => $"public static class Api {{ {attribute} public static string A() => \"a\"; }}";
}
