using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Tests;

/// <summary>An edit of a handler reads neither the file nor a library again.</summary>
public class SurfaceReadingTests
{
    [Fact]
    public async Task TheFileIsParsedOnceForItsText()
    {
        var probe = new Probe();
        var options = CorpusFile.WithSurface("# Bolt surface 1\nGET /a  auth: none  guards: AllowAny  → Api.A\n");
        foreach (var body in new[] { "a", "b" })
        {
            await Compile($"public static class Api {{ [BoltGet(\"/a\"), AllowAny] public static string A() => \"{body}\"; }}")
                .WithAnalyzers([probe], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, probe.Read.Count);
        Assert.Single(probe.Read.Distinct());
        await Compile("public static class Api;").WithAnalyzers([probe], CorpusFile.WithSurface("")).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, probe.Read.Distinct().Count());
    }

    [Fact]
    public void ALibraryIsReadOnceForItsReference()
    {
        var library = References.Compile("Shop.Library", "[assembly: Bolt.Endpoints.BoltModule(typeof(Theirs))] [assembly: Bolt.Endpoints.BoltSurface(1)] public static class Theirs { }");
        var (first, second) = (Compile("public static class A;", library), Compile("public static class B;", library));
        Assert.Same(Assert.Single(LibrarySurface.ReadAll(first)), Assert.Single(LibrarySurface.ReadAll(second)));
    }

    private static CSharpCompilation Compile(string source, params MetadataReference[] references) => CSharpCompilation.Create(
        "Shop",
        [CSharpSyntaxTree.ParseText(TestSetup.GlobalUsings), CSharpSyntaxTree.ParseText(source)],
        [.. References.WithBolt, .. references],
        new(OutputKind.DynamicallyLinkedLibrary));

#pragma warning disable RS1001 // Run by this test alone.
    private sealed class Probe : DiagnosticAnalyzer
#pragma warning restore RS1001
    {
        public ConcurrentBag<object> Read { get; } = [];

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new("PROBE", "probe", "probe", "Test", DiagnosticSeverity.Hidden, true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start => Read.Add(SurfaceDocument.Find(start)!.File));
        }
    }
}
