using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Generators.Tests;

/// <summary>
/// Runs the generator. Every run also checks that the output compiles with warnings as errors, that each endpoint calls its own handler, and that an unrelated
/// edit leaves every step cached: no generator test can pass without all three.
/// </summary>
internal sealed class BoltDriver
{
    public const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Bolt;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Http.HttpResults;
        global using Microsoft.AspNetCore.Mvc;

        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);
    private GeneratorDriver _driver;

    private BoltDriver(CSharpCompilation compilation)
    {
        Compilation = compilation;
        _driver = CSharpGeneratorDriver.Create(
            [new BoltGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Rerun(compilation);
    }

    public CSharpCompilation Compilation { get; private set; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    /// <summary>Generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString());

    /// <summary>The whole output.</summary>
    public string Output => string.Join('\n', Result.GeneratedSources.Select(static s => s.SourceText.ToString()));

    /// <summary>For sources that compile: the output must too.</summary>
    public static BoltDriver Run(params string[] sources)
    {
        var driver = new BoltDriver(Compile("Shop", OutputKind.DynamicallyLinkedLibrary, sources));
        driver.AssertClean();
        driver.AssertCachedOnUnrelatedEdit();
        return driver;
    }

    /// <summary>For sources with errors of their own: generated files must add none.</summary>
    public static BoltDriver RunBroken(params string[] sources)
    {
        var driver = new BoltDriver(Compile("Shop", OutputKind.DynamicallyLinkedLibrary, sources));
        Assert.Null(driver.Result.Exception);
        var full = driver.Full();
        driver.AssertCallsHandlers(full);
        Assert.Empty(full.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && !driver.Compilation.ContainsSyntaxTree(tree)));
        driver.AssertCachedOnUnrelatedEdit();
        return driver;
    }

    public static CSharpCompilation Compile(string assembly, OutputKind kind, IEnumerable<string> sources, params MetadataReference[] more)
    {
        var trees = sources.Prepend(Usings).Select(static (s, i) => CSharpSyntaxTree.ParseText(SourceText.From(s), ParseOptions, path: $"File{i}.cs"));
        return CSharpCompilation.Create(
            assembly,
            trees,
            [.. References.All, .. more],
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999)
                .WithSpecificDiagnosticOptions([new("CS8019", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress)]));
    }

    public static BoltDriver Of(CSharpCompilation compilation) => new(compilation);

    public void Rerun(CSharpCompilation compilation)
    {
        Compilation = compilation;
        _driver = _driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
    }

    /// <summary>Replaces source file <paramref name="index"/> (1 for the first) and runs again on the same driver.</summary>
    public void Edit(int index, string source)
    {
        var old = Compilation.SyntaxTrees[index];
        Rerun(Compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(SourceText.From(source), ParseOptions, path: old.FilePath)));
    }

    /// <summary>The compilation with the generated files. Users are spared all warnings about them; here they count.</summary>
    public Compilation Full() => Compilation.AddSyntaxTrees(Result.GeneratedSources.Select(static s => CSharpSyntaxTree.ParseText(
        s.SourceText.ToString()
            .Replace("#nullable disable warnings", "#nullable enable", StringComparison.Ordinal)
            .Replace("#pragma warning disable //", "#pragma warning disable CS0612, CS0618 //", StringComparison.Ordinal), ParseOptions, s.SyntaxTree.FilePath)));

    /// <summary>The compilation with the generated files as they are.</summary>
    public Compilation AsUsersHaveIt() => Compilation.AddSyntaxTrees(Result.GeneratedSources.Select(static s => s.SyntaxTree));

    public void AssertClean()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(Result.Diagnostics);
        var full = Full();
        Assert.Empty(full.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
        AssertCallsHandlers(full);
    }

    /// <summary>As <see cref="AssertClean"/>, where the assembly is wanted, too: the methods are compiled once.</summary>
    public MemoryStream EmitClean()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(Result.Diagnostics);
        var full = Full();
        var stream = new MemoryStream();
        var result = full.Emit(stream);
        Assert.Empty(result.Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
        Assert.True(result.Success);
        AssertCallsHandlers(full);
        stream.Position = 0;
        return stream;
    }

    private void AssertCallsHandlers(Compilation full) =>
        Assert.Empty(HandlerCallChecker.Check(full, full.SyntaxTrees.Where(t => !Compilation.ContainsSyntaxTree(t))));

    public void AssertCachedOnUnrelatedEdit()
    {
        var before = Compilation;
        Rerun(before.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class Unrelated { public static int Value => 1; }", ParseOptions)));
        Assert.All(Reasons().Values.SelectMany(static r => r), static r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, r.ToString()));
        Assert.All(OutputReasons(), static r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Rerun(before);
    }

    /// <summary>Run reasons of the named steps.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<IncrementalStepRunReason>> Reasons() =>
        Result.TrackedSteps
            .Where(static s => Names.Contains(s.Key))
            .ToDictionary(static s => s.Key, static s => s.Value.SelectMany(static v => v.Outputs).Select(static o => o.Reason).ToImmutableArray());

    /// <summary>Run reasons of the files.</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons() =>
        Result.TrackedOutputSteps.Values.SelectMany(static s => s).SelectMany(static s => s.Outputs).Select(static o => o.Reason);

    private static readonly HashSet<string> Names =
    [
        TrackingNames.Routes, TrackingNames.RoutesByType, TrackingNames.Modules, TrackingNames.CompilationFacts, TrackingNames.RouteTable,
    ];
}
