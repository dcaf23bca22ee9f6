using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers.Tests;

/// <summary>The seeded faults, the clean routes and the samples, analysed by every rule at once. Read once per test run.</summary>
public sealed class Corpus : IAsyncLifetime
{
    internal IReadOnlyList<CorpusFile> Faults { get; private set; } = [];

    internal IReadOnlyList<CorpusFile> Clean { get; private set; } = [];

    /// <summary>Analysed without the packages they reference: what does not resolve must not be reported either.</summary>
    internal IReadOnlyList<CorpusFile> Samples { get; private set; } = [];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Path.Combine(References.RepositoryRoot, "tests", "Bolt.Analyzers.Tests", "Corpus");
        Faults = await CorpusFile.ReadAsync(Path.Combine(folder, "Faults"), cancellation);
        Clean = await CorpusFile.ReadAsync(Path.Combine(folder, "Clean"), cancellation);
        var samples = new List<CorpusFile>();
        foreach (var sample in Directory.GetDirectories(Path.Combine(References.RepositoryRoot, "samples")).Order(StringComparer.Ordinal))
        {
            var sources = Directory.GetFiles(sample, "*.cs", SearchOption.AllDirectories)
                .Where(static f => !f.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal) && !f.Replace('\\', '/').Contains("/bin/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText);
            var surface = Path.Combine(sample, "BoltSurface.txt");
            // Information on what a sample opens on purpose, its login page say, is no fault.
            samples.Add(await CorpusFile.AnalyzeAsync(Path.GetFileName(sample), sources, isProgram: true, cancellation, DiagnosticSeverity.Warning, File.Exists(surface) ? await File.ReadAllTextAsync(surface, cancellation) : null));
        }

        Samples = samples;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => default;
}
