using System.Text;
using Bolt.Benchmarks.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Benchmarks.Compile;

/// <summary>
/// Generators' own times, inside this process, with everything compiled just in time before it counts. Generators take turns within a round, each round begins with the next one, and garbage
/// is collected before each run, so that none pays for what another left behind.
/// </summary>
internal static class GeneratorTimes
{
    // RDG emits interceptors into this namespace; without the feature its output does not compile.
    private static readonly CSharpParseOptions Options = new CSharpParseOptions(LanguageVersion.CSharp14).WithFeatures([new("InterceptorsNamespaces", "Microsoft.AspNetCore.Http.Generated")]);

    /// <summary>Takes the times <paramref name="rounds"/> times and stores them under each one's key.</summary>
    public static void Measure(ResultStore results, int routes, int rounds, string command, params IReadOnlyList<MeasuredGenerator> generators)
    {
        var times = generators.Select(static _ => new List<RunTimes>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var turn = 0; turn < generators.Count; turn++)
            {
                var next = (round + 1 + turn) % generators.Count;
                var run = Run(generators[next], round);
                if (round >= 0)
                {
                    times[next].Add(run);
                }
            }
        }

        foreach (var (generator, runs) in generators.Zip(times))
        {
            results.Set($"{generator.Key}/first", "ms", command, [.. runs.Select(static r => r.First)]);
            results.Set($"{generator.Key}/unrelated", "ms", command, [.. runs.Select(static r => r.Unrelated)]);
            results.Set($"{generator.Key}/edit", "ms", command, [.. runs.Select(static r => r.Edit)]);
            results.Set($"{generator.Key}/bytes", "B", command, (double)runs[^1].Bytes / routes);
        }
    }

    private static RunTimes Run(MeasuredGenerator generator, int round)
    {
        var compilation = Compile(generator);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.Create()], parseOptions: Options);
        var first = Time(ref driver, compilation);
        var bytes = Check(driver);

        compilation = Replace(compilation, generator.Sources.Count, Unrelated(round + 2));
        var unrelated = Time(ref driver, compilation);

        compilation = Replace(compilation, 0, Edit(generator.Sources[0]));
        return new(first, unrelated, Time(ref driver, compilation), bytes);
    }

    private static double Time(ref GeneratorDriver driver, CSharpCompilation compilation)
    {
        GC.Collect();
        driver = driver.RunGenerators(compilation);
        return driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;
    }

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

    private static CSharpCompilation Compile(MeasuredGenerator generator)
    {
        var compilation = CSharpCompilation.Create(
            "Shop",
            [.. generator.Sources.Append(Unrelated(0)).Select(Parse)],
            generator.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        // The compiler has bound the declarations anyway by the time an editor asks a generator.
        var errors = compilation.GetDeclarationDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).ToArray();
        return errors.Length == 0 ? compilation : throw new InvalidOperationException(string.Join('\n', errors.Take(5).Select(static e => e.ToString())));
    }

    private readonly record struct RunTimes(double First, double Unrelated, double Edit, int Bytes);
}
