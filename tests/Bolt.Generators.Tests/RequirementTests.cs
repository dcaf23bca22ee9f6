using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Generators.Tests;

/// <summary>
/// What the trimmer, the native compiler and the single-file analyzer say of a handler that carries <c>[Requires…]</c>: at the call of <c>MapBolt()</c>, as of a minimal API at its
/// own line, and never in a generated file. Asked are the SDK's analyzers; the generated files are without their pragmas, which those of the publishing tools do not know.
/// </summary>
public sealed class RequirementTests
{
    private const string Program = "public static class Program { public static void Main() { var app = WebApplication.CreateBuilder().Build(); app.MapBolt(); } }";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = References.Analyzers("microsoft.net.illink.tasks", "cs/ILLink.RoslynAnalyzer.dll");

    [Theory]
    [InlineData("public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)]), @] public static string Get() => \"\"; }", "GET /a uses 'H.Get': why.")]
    [InlineData("public sealed class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)]), @] public string Get() => \"\"; [BoltGet(\"/b\", Guards = [typeof(AllowAny)])] public string B() => \"\"; }", "GET /a uses 'H.Get': why.")]
    [InlineData("public sealed class H { [@] public H() { } [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => \"\"; }", "GET /a uses 'new H()': why.")]
    [InlineData("public sealed class G : Guard { [@] public G() { } public override GuardResult Evaluate(GuardContext context) => default; } public static class H { [BoltGet(\"/a\", Guards = [typeof(G)])] public static string Get() => \"\"; }", "GET /a uses 'new G()': why.")]
    [InlineData("public sealed class P { [@] public static bool TryParse(string? text, out P value) { value = new(); return true; } } public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get(P[] p) => \"\"; }", "GET /a uses 'P.TryParse': why.")]
    [InlineData("public sealed class P { [@] public static ValueTask<P?> BindAsync(HttpContext http) => default; } public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get(P? p) => \"\"; }", "GET /a uses 'P.BindAsync': why.")]
    [InlineData("public sealed class P { [@] public P() { } public int Id { get; set; } } public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get([AsParameters] P p) => \"\"; }", "GET /a uses 'new P()': why.")]
    [InlineData("public sealed class P { public int Id { get; [@] set; } } public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get([AsParameters] P p) => \"\"; }", "GET /a uses 'P.Id': why.")]
    public async Task ItIsSaidWhereTheRoutesAreMapped(string types, string text)
    {
        foreach (var (attribute, id) in new[] { ("RequiresUnreferencedCode", "IL2026"), ("RequiresDynamicCode", "IL3050"), ("RequiresAssemblyFiles", "IL3002") })
        {
            Assert.Equal([$"{id} app.MapBolt {text}"], await ReportAsync(types.Replace("@", $"System.Diagnostics.CodeAnalysis.{attribute}(\"why\")", StringComparison.Ordinal)));
        }
    }

    /// <summary>On a class it is about its constructors and static members; in .NET 10 the latter can be left out.</summary>
    [Theory]
    [InlineData("[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"why\")] public sealed class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public string Get() => \"\"; }", "IL2026 app.MapBolt GET /a uses 'new H()': why.")]
    [InlineData("[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"why\")] public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; [BoltPost(\"/a\", Guards = [typeof(AllowAny)])] public static string Post() => \"\"; }", "IL2026 app.MapBolt GET /a uses 'H.Get': why; POST /a uses 'H.Post': why.")]
    [InlineData("[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"why\", ExcludeStatics = true)] public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }")]
    public async Task OnAClass(string types, params string[] expected) => Assert.Equal(expected, await ReportAsync(types));

    /// <summary>The compiler reports an attribute where the user wrote it: once is enough.</summary>
    [Theory]
    [InlineData("public sealed class G : Guard { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"why\")] public G() { } public override GuardResult Evaluate(GuardContext context) => default; } public static class H { [BoltGet(\"/a\"), G] public static string Get() => \"\"; }", "IL2026 G why.")]
    [InlineData("public sealed class F : IEndpointFilter { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"why\")] public F() { } public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); } public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)]), EndpointFilter<F>] public static string Get() => \"\"; }", "IL2026 EndpointFilter<F> why.")]
    [InlineData("public sealed class F : IEndpointFilter { [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"why\")] public F() { } public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); } [EndpointFilter<F>] public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)])] public static string Get() => \"\"; }", "IL2026 EndpointFilter<F> why.")]
    public async Task WhatTheUserWroteIsSaidThere(string types, string expected) => Assert.Equal([expected], await ReportAsync(types));

    [Fact]
    public async Task NothingIsSaidOfOtherRoutes() => Assert.Empty(await ReportAsync(
        "public sealed class H { [BoltGet(\"/a\", Guards = [typeof(IsStaff)])] public string Get(int id) => \"\"; [System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"why\")] public static void Other() { } }"));

    /// <summary>A library says nothing, and the application that maps its routes does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OfALibrary(bool asFile)
    {
        var library = BoltDriver.Of(BoltDriver.Compile(
            "Library",
            OutputKind.DynamicallyLinkedLibrary,
            ["public static class H { [BoltGet(\"/a\", Guards = [typeof(AllowAny)]), System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"one\"), System.Diagnostics.CodeAnalysis.RequiresDynamicCode(\"two\")] public static string Get() => \"\"; }"]));
        Assert.Empty(await ReportAsync(library));
        var full = library.AsUsersHaveIt();
        var driver = BoltDriver.Of(BoltDriver.Compile("App", OutputKind.ConsoleApplication, [Program], asFile ? full.Emitted() : full.ToMetadataReference()));
        Assert.Equal(["IL2026 app.MapBolt GET /a uses 'H.Get': one.", "IL3050 app.MapBolt GET /a uses 'H.Get': two."], await ReportAsync(driver));
    }

    private static Task<IReadOnlyList<string>> ReportAsync(string types) => ReportAsync(BoltDriver.Of(BoltDriver.Compile("App", OutputKind.ConsoleApplication, [types, Program])));

    /// <summary>One line for what is reported, by one analyzer or several: id, place, and what the attribute says.</summary>
    private static async Task<IReadOnlyList<string>> ReportAsync(BoltDriver driver)
    {
        driver.AssertClean();
        var reports = await driver.Full()
            .WithAnalyzers(Analyzers, new AnalyzerOptions([], new BuildProperties("EnableTrimAnalyzer", "EnableAotAnalyzer", "EnableSingleFileAnalyzer")))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. reports.Where(static r => !r.IsSuppressed)
                .Select(static r => $"{r.Id} {r.Location.SourceTree?.GetText().ToString(r.Location.SourceSpan)} {Said(r)}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Said(Diagnostic report)
    {
        var message = report.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        return message[(message.IndexOf(". ", StringComparison.Ordinal) + 2)..];
    }
}
