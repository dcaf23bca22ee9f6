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
    public static string Table(int routes, int rounds, IReadOnlyList<string> assemblies) =>
        Table(routes, rounds, [.. assemblies.Select(static (a, i) => new Build($"build {i + 1}", Load(a), null, null))]);

    /// <summary>What the security surface costs: without and with a <c>BoltSurface.txt</c> that says all, and the same beside a library of as many routes.</summary>
    public static string SurfaceTable(ResultStore results, string command, int routes, int rounds)
    {
        var own = Library("Shop.Own", RouteSources.Bolt(routes), out _);
        var theirs = Library(
            "Shop.Library", RouteSources.Bolt(routes).Select(static s => s.Replace("Shop.Api", "Shop.Library", StringComparison.Ordinal).Replace("\"/notes", "\"/library/notes", StringComparison.Ordinal)), out var library);
        var (file, both) = ("# Bolt surface 1\n" + own, "# Bolt surface 1\n" + own + theirs);
        Build[] builds = [
            new("no file", Load(Assembly), null, null), new("file", Load(Assembly), file, null),
            new("library, no file", Load(Assembly), null, library), new("library, file", Load(Assembly), both, library)];
        var table = Table(routes, rounds, builds);
        foreach (var (build, key) in builds.Zip(["alone", "alone-file", "library", "library-file"]))
        {
            results.Set($"compile/{routes}/surface/{key}", "ms", command, [.. build.Totals]);
        }

        return table;
    }

    private static string Table(int routes, int rounds, IReadOnlyList<Build> builds)
    {
        var generator = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var whole = Generate(routes, out var generatorTime);
            var without = Processor(() => Unbound(whole).GetDiagnostics());
            for (var turn = 0; turn < builds.Count; turn++)
            {
                // The first one warms the caches of the compilation for the others.
                var build = builds[(turn + round + builds.Count) % builds.Count];
                var analysis = new CompilationWithAnalyzers(
                    Unbound(whole, build.Library), build.Analyzers, new CompilationWithAnalyzersOptions(build.Options, null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
                AnalysisResult? result = null;
                var with = Processor(() => result = analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult());
                if (result!.GetAllDiagnostics().FirstOrDefault(static d => d.Id.StartsWith("BOLT102", StringComparison.Ordinal)) is { } wrong)
                {
                    throw new InvalidOperationException(wrong.ToString());
                }

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

        var table = new MarkdownTable(["ms", .. builds.Select(static b => b.Name)]);
        foreach (var name in builds.SelectMany(static b => b.Times.Keys).Distinct().OrderByDescending(n => builds[0].Of(n)))
        {
            table.Add([name, .. builds.Select(b => Show(b.Of(name)))]);
        }

        table.Add(["all, as the compiler counts", .. builds.Select(static b => Show(Median(b.Totals)))]);
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
    private static CSharpCompilation Unbound(CSharpCompilation compilation, MetadataReference? library = null) => Compile(compilation.SyntaxTrees, library);

    /// <summary>The lines that a library says, and the library.</summary>
    private static string Library(string name, IEnumerable<string> sources, out MetadataReference reference)
    {
        var compilation = Compile(sources.Select(static (s, i) => CSharpSyntaxTree.ParseText(SourceText.From(s, Encoding.UTF8), Options, path: $"File{i}.cs")), name: name, kind: OutputKind.DynamicallyLinkedLibrary);
        CSharpGeneratorDriver.Create([new BoltGenerator().AsSourceGenerator()], parseOptions: Options).RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);
        using var stream = new MemoryStream();
        var emitted = whole.Emit(stream);
        reference = emitted.Success ? MetadataReference.CreateFromImage(stream.ToArray()) : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
        return string.Concat(whole.Assembly.GetAttributes().Where(static a => a.AttributeClass?.Name == "BoltSurfaceAttribute").SelectMany(static a => a.ConstructorArguments[1].Values).Select(static v => v.Value + "\n"));
    }

    private static CSharpCompilation Compile(
        IEnumerable<SyntaxTree> trees, MetadataReference? library = null, string name = "Shop", OutputKind kind = OutputKind.ConsoleApplication) => CSharpCompilation.Create(
        name,
        trees,
        library is null ? TargetingPacks.References : [.. TargetingPacks.References, library],
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private static ImmutableArray<DiagnosticAnalyzer> Load(string assembly) =>
    [
        .. new AssemblyLoadContext(assembly).LoadFromAssemblyPath(Path.GetFullPath(assembly)).GetTypes()
            .Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(static t => t.Name, StringComparer.Ordinal)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>One build of the analyzers, and its figures.</summary>
    private sealed class Build(string name, ImmutableArray<DiagnosticAnalyzer> analyzers, string? surface, MetadataReference? library)
    {
        public string Name { get; } = name;

        public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = analyzers;

        public MetadataReference? Library { get; } = library;

        /// <summary>A text that nobody has read yet.</summary>
        public AnalyzerOptions Options => new(surface is null ? [] : [new SurfaceText(surface)]);

        public Dictionary<string, List<double>> Times { get; } = [];

        public List<double> Beyond { get; } = [];

        public List<double> Totals { get; } = [];

        public double Of(string analyzer) => Times.TryGetValue(analyzer, out var times) ? Median(times) : 0;

        public void Add(AnalysisResult result, double beyond)
        {
            Beyond.Add(beyond);
            Totals.Add(result.AnalyzerTelemetryInfo.Values.Sum(static t => t.ExecutionTime.TotalMilliseconds));
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

    private sealed class SurfaceText(string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => "/shop/BoltSurface.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
