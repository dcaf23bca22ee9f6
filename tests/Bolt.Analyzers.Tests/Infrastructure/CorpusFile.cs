using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Analyzers.Tests;

/// <summary>
/// One program of the corpus, with what every rule of Bolt says about it. A line that ends in <c>// ! BOLTnnnn</c> holds a seeded fault;
/// <c>//// exe</c> and <c>//// dll</c> start another program in the same file, <c>//// surface</c> its <c>BoltSurface.txt</c>.
/// </summary>
internal sealed partial record CorpusFile(
    string Name,
    ImmutableArray<string> CompilerErrors,
    ImmutableHashSet<(string Id, int Line)> Expected,
    ImmutableArray<(string Id, int Line, string Message)> Reported,
    ImmutableArray<string> Routes,
    ImmutableDictionary<int, ImmutableArray<string>> Writing,
    ImmutableHashSet<(string Id, int Line)> InSurface)
{
    /// <summary>How the line of a fault, or of a report, is written.</summary>
    public bool IsWritten(string kind, string id, int line) =>
        InSurface.Contains((id, line)) ? kind == Tests.Writing.SurfaceLine : Writing.TryGetValue(line, out var kinds) && kinds.Contains(kind);

    /// <summary>As in a project with <c>PublishAot</c>.</summary>
    public static AnalyzerOptions Options { get; } = new([], new NativeOptions());

    public static async Task<IReadOnlyList<CorpusFile>> ReadAsync(string folder, CancellationToken cancellation)
    {
        var files = new List<CorpusFile>();
        foreach (var path in Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(path, cancellation);
            var parts = Separator().Split(text);
            var index = 0;
            foreach (var (kind, part) in parts.Skip(1).Chunk(2).Select(static c => (c[0], c[1])).Prepend(("dll", parts[0])).Where(static p => p.Item2.Trim().Length > 0))
            {
                var (source, surface) = SplitSurface(part);
                files.Add(await AnalyzeAsync($"{Path.GetFileNameWithoutExtension(path)}#{index++}", [source], kind == "exe", cancellation, surface: surface));
            }
        }

        return files;
    }

    public static async Task<CorpusFile> AnalyzeAsync(string name, IEnumerable<string> sources, bool isProgram, CancellationToken cancellation, DiagnosticSeverity minimum = DiagnosticSeverity.Hidden, string? surface = null)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, parse, $"{name}.{i}.cs", cancellationToken: cancellation)).ToList();
        var compilation = CSharpCompilation.Create(
            name.Replace('#', '_'),
            [.. trees, CSharpSyntaxTree.ParseText(TestSetup.GlobalUsings, parse, "GlobalUsings.cs", cancellationToken: cancellation)],
            References.WithBolt,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        var diagnostics = await compilation.WithAnalyzers([.. Catalog.Analyzers], surface is null ? Options : WithSurface(surface)).GetAnalyzerDiagnosticsAsync(cancellation);
        var inSurface = Marks(SourceText.From(surface ?? ""));
        return new(
            name,
            [.. compilation.GetDiagnostics(cancellation).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString())],
            [.. trees.SelectMany(t => Marks(t.GetText(cancellation))), .. inSurface],
            [.. diagnostics.Where(d => d.Severity >= minimum).Select(static d => (d.Id, d.Location.GetLineSpan().StartLinePosition.Line, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))],
            ReadRoutes(compilation),
            trees.Count == 1 ? Tests.Writing.Of(trees[0], cancellation) : ImmutableDictionary<int, ImmutableArray<string>>.Empty,
            inSurface);
    }

    private static ImmutableHashSet<(string Id, int Line)> Marks(SourceText text) =>
        [.. text.Lines.SelectMany(static l => Mark().Matches(l.ToString()).Select(m => (m.Groups[1].Value, l.LineNumber)))];

    /// <summary>The C# and the <c>BoltSurface.txt</c> of a program; null where it has none.</summary>
    public static (string Source, string? Surface) SplitSurface(string text) =>
        text.Split("//// surface\n") is [var source, var surface] ? (source, surface) : (text, null);

    public static AnalyzerOptions WithSurface(string text) => new([new SurfaceText(text)], new NativeOptions());

    private static ImmutableArray<string> ReadRoutes(Compilation compilation) => BoltSymbols.Get(compilation) is not { } bolt ? [] :
    [
        .. compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Member)
            .OfType<IMethodSymbol>()
            .SelectMany(m => bolt.RoutesOf(m))
            .Select(static r => r.Display),
    ];

    [GeneratedRegex(@"^//// (exe|dll)\n", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"// ! (BOLT\d{4})")]
    private static partial Regex Mark();

    private sealed class SurfaceText(string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => "/shop/BoltSurface.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class NativeOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Properties : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == "build_property.EnableAotAnalyzer" ? "true" : null;
                return value is not null;
            }
        }
    }
}
