using System.Text;
using Bolt.Benchmarks.Reporting;
using Bolt.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Benchmarks.Compile;

/// <summary>A generator's own time, inside this process, with everything compiled just in time before it counts.</summary>
internal sealed class GeneratorTimes
{
    // RDG emits interceptors into this namespace; without the feature its output does not compile.
    private static readonly CSharpParseOptions Options = new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("InterceptorsNamespaces", "Microsoft.AspNetCore.Http.Generated")]);

    private readonly IReadOnlyList<string> _sources;
    private readonly Func<ISourceGenerator> _generator;

    private GeneratorTimes(IReadOnlyList<string> sources, Func<ISourceGenerator> generator)
    {
        _sources = sources;
        _generator = generator;
    }

    public static GeneratorTimes OfBolt(int routes) => new(RouteSources.Bolt(routes), static () => new BoltGenerator().AsSourceGenerator());

    public static GeneratorTimes OfRequestDelegateGenerator(int routes) => new(RouteSources.Minimal(routes, authorize: true), TargetingPacks.RequestDelegateGenerator);

    /// <summary>Takes the times <paramref name="rounds"/> times and stores them under <paramref name="key"/>.</summary>
    public void Measure(ResultStore results, string key, int routes, int rounds, string command)
    {
        var (first, unrelated, edited, bytes) = (new double[rounds], new double[rounds], new double[rounds], 0);
        for (var round = -1; round < rounds; round++)
        {
            var compilation = Compile();
            var driver = CSharpGeneratorDriver.Create([_generator()], parseOptions: Options).RunGenerators(compilation);
            var firstTime = Time(driver);
            bytes = Check(driver);

            compilation = Replace(compilation, _sources.Count, Unrelated(round + 2));
            driver = driver.RunGenerators(compilation);
            var unrelatedTime = Time(driver);

            compilation = Replace(compilation, 0, Edit(_sources[0]));
            driver = driver.RunGenerators(compilation);
            if (round >= 0)
            {
                (first[round], unrelated[round], edited[round]) = (firstTime, unrelatedTime, Time(driver));
            }
        }

        results.Set($"{key}/first", "ms", command, first);
        results.Set($"{key}/unrelated", "ms", command, unrelated);
        results.Set($"{key}/edit", "ms", command, edited);
        results.Set($"{key}/bytes", "B", command, (double)bytes / routes);
    }

    private static double Time(GeneratorDriver driver) => driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;

    /// <summary>A generator that gave up is quick; its figures must not count.</summary>
    private static int Check(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.Diagnostics.Any(static d => d.Severity >= DiagnosticSeverity.Warning) || result.GeneratedSources.IsEmpty)
        {
            throw new InvalidOperationException($"The generator failed. {result.Exception} {string.Join(' ', result.Diagnostics)}");
        }

        return result.GeneratedSources.Sum(static s => Encoding.UTF8.GetByteCount(s.SourceText.ToString()));
    }

    private static string Unrelated(int value) => $"internal static class Unrelated {{ public static int Value => {value}; }}";

    /// <summary>Renames the pattern of the first route.</summary>
    private static string Edit(string source) => source.Replace("/a0\"", "/edited\"", StringComparison.Ordinal);

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[index], Parse(source, index));

    private static SyntaxTree Parse(string source, int index) => CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Options, path: $"File{index}.cs");

    private CSharpCompilation Compile()
    {
        var compilation = CSharpCompilation.Create(
            "Shop",
            [.. _sources.Append(Unrelated(0)).Select(Parse)],
            TargetingPacks.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        // The compiler has bound the declarations anyway by the time an editor asks a generator.
        var errors = compilation.GetDeclarationDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).ToArray();
        return errors.Length == 0 ? compilation : throw new InvalidOperationException(string.Join('\n', errors.Take(5).Select(static e => e.ToString())));
    }
}
