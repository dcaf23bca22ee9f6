using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using System.Text;
using Bolt.Benchmarks.Reporting;
using Bolt.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Benchmarks.Compile;

/// <summary>
/// Where the analyzers' time goes: on one thread, over the routes and what the generator made of them, as a compiler sees them. The generator's time, taken in the same rounds,
/// is the yardstick. Several builds of the analyzers can take turns: that shows what a change bought, also on a machine that is not quiet.
/// </summary>
internal static class AnalyzerTimes
{
    private const string Program =
        """
        var app = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder(args).Build();
        Bolt.BoltApplicationExtensions.MapBolt(app);
        app.Run();
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    public static string Assembly { get; } = Path.Combine(Repository.Root, "Bolt.Analyzers", "bin", "Release", "netstandard2.0", "Bolt.Analyzers.dll");

    /// <summary>Medians over <paramref name="rounds"/>, one column per build.</summary>
    public static string Table(int routes, int rounds, IReadOnlyList<string> assemblies)
    {
        var builds = assemblies.Select(static a => new Build(Load(a))).ToList();
        var generator = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var whole = Generate(routes, out var generatorTime);
            var without = Processor(() => Unbound(whole).GetDiagnostics());
            foreach (var build in builds)
            {
                var analysis = new CompilationWithAnalyzers(
                    Unbound(whole), build.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
                AnalysisResult? result = null;
                var with = Processor(() => result = analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult());
                if (round >= 0)
                {
                    build.Add(result!, with - without);
                }
            }

            if (round >= 0)
            {
                generator.Add(generatorTime);
            }
        }

        var table = new MarkdownTable(["ms", .. assemblies.Select(static (_, i) => $"build {i + 1}")]);
        foreach (var name in builds.SelectMany(static b => b.Times.Keys).Distinct().OrderByDescending(n => builds[0].Of(n)))
        {
            table.Add([name, .. builds.Select(b => Show(b.Of(name)))]);
        }

        table.Add(["all, as the compiler counts", .. builds.Select(static b => Show(b.Sum))]);
        table.Add(["all, processor time beyond compiling alone", .. builds.Select(static b => Show(Median(b.Beyond)))]);
        table.Add(["generator", .. builds.Select(_ => Show(Median(generator)))]);
        return table.ToString();
    }

    private static string Show(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Processor(Action work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static CSharpCompilation Generate(int routes, out double time)
    {
        var trees = RouteSources.Bolt(routes).Append(Program).Select(static (s, i) => CSharpSyntaxTree.ParseText(SourceText.From(s, Encoding.UTF8), Options, path: $"File{i}.cs"));
        var driver = CSharpGeneratorDriver.Create([new BoltGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(Compile(trees), out var whole, out _);
        time = driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;
        return (CSharpCompilation)whole;
    }

    /// <summary>The same text, of which nothing is known yet: each build pays for what it is the first to ask.</summary>
    private static CSharpCompilation Unbound(CSharpCompilation compilation) => Compile(compilation.SyntaxTrees);

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Shop",
        trees,
        TargetingPacks.References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private static ImmutableArray<DiagnosticAnalyzer> Load(string assembly) =>
    [
        .. new AssemblyLoadContext(assembly).LoadFromAssemblyPath(Path.GetFullPath(assembly)).GetTypes()
            .Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(static t => t.Name, StringComparer.Ordinal)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>One build of the analyzers, and its figures.</summary>
    private sealed class Build(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = analyzers;

        public Dictionary<string, List<double>> Times { get; } = [];

        public List<double> Beyond { get; } = [];

        public double Sum => Times.Keys.Sum(Of);

        public double Of(string analyzer) => Times.TryGetValue(analyzer, out var times) ? Median(times) : 0;

        public void Add(AnalysisResult result, double beyond)
        {
            Beyond.Add(beyond);
            foreach (var (analyzer, telemetry) in result.AnalyzerTelemetryInfo)
            {
                var name = analyzer.GetType().Name;
                if (!Times.TryGetValue(name, out var times))
                {
                    Times.Add(name, times = []);
                }

                times.Add(telemetry.ExecutionTime.TotalMilliseconds);
            }
        }
    }
}
