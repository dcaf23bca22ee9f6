using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Analyzers.Tests;

/// <summary>A project with a <c>BoltSurface.txt</c>, as an editor has it open: what is reported, and what the file says after a fix.</summary>
internal sealed class SurfaceProject : IDisposable
{
    public const string Path = "/shop/BoltSurface.txt";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. Catalog.Analyzers.Where(static a => a.SupportedDiagnostics.Any(static d => string.CompareOrdinal(d.Id, "BOLT1020") >= 0 && string.CompareOrdinal(d.Id, "BOLT1024") <= 0))];

    private readonly AdhocWorkspace _workspace;
    private Project _project;

    private SurfaceProject(AdhocWorkspace workspace, Project project) => (_workspace, _project) = (workspace, project);

    /// <param name="source">C#, with <c>using Bolt;</c> and what the web SDK adds.</param>
    /// <param name="surface">The file; null where there is none.</param>
    /// <param name="isProgram">It maps its routes itself.</param>
    /// <param name="references">Libraries.</param>
    public static SurfaceProject Of(string source, string? surface, bool isProgram = false, params MetadataReference[] references)
    {
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Create(), "Shop", "Shop", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: [.. References.WithBolt, .. references]));
        project = project.AddDocument("Shop.cs", source, filePath: "/shop/Shop.cs").Project;
        project = project.AddDocument("GlobalUsings.cs", TestSetup.GlobalUsings, filePath: "/shop/GlobalUsings.cs").Project;
        if (isProgram)
        {
            project = project.AddDocument("Generated.cs", FixHost.Generated, filePath: "/shop/Generated.cs").Project;
        }

        if (surface is not null)
        {
            project = project.AddAdditionalDocument("BoltSurface.txt", SourceText.From(surface, new UTF8Encoding(false)), filePath: Path).Project;
        }

        return new(workspace, project);
    }

    public string Text => _project.AdditionalDocuments.Single().GetTextAsync().GetAwaiter().GetResult().ToString();

    public void AddFile(string path, string text) => _project = _project.AddAdditionalDocument("Another", text, filePath: path).Project;

    /// <summary>One line each: id, what is underlined, message.</summary>
    public async Task<string> ReportAsync()
    {
        var compilation = (await _project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        return string.Join('\n', (await DiagnosticsAsync(compilation))
            .Select(static d => $"{d.Id} {Place(d)}: {d.GetMessage(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal));
    }

    /// <summary>Takes the first diagnostic that offers the action.</summary>
    public async Task FixAsync(CodeFixProvider fix, string key, string about = "")
    {
        foreach (var diagnostic in await MineAsync(fix))
        {
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new(_project.GetDocument(diagnostic.Location.SourceTree) ?? _project.Documents.First(), diagnostic, (a, _) => actions.Add(a), TestContext.Current.CancellationToken));
            if (diagnostic.GetMessage(CultureInfo.InvariantCulture).StartsWith(about, StringComparison.Ordinal) && actions.Find(a => a.EquivalenceKey == key) is { } action)
            {
                await ApplyAsync(action);
                return;
            }
        }

        Assert.Fail($"Nobody offers {key}");
    }

    /// <summary>The keys of what is offered, in their order.</summary>
    public async Task<IReadOnlyList<string?>> OffersAsync(CodeFixProvider fix)
    {
        var actions = new List<CodeAction>();
        foreach (var diagnostic in await MineAsync(fix))
        {
            await fix.RegisterCodeFixesAsync(new(_project.Documents.First(), diagnostic, (a, _) => actions.Add(a), TestContext.Current.CancellationToken));
        }

        return [.. actions.Select(static a => a.EquivalenceKey)];
    }

    /// <summary>As <c>dotnet format</c> does: the first action of each rule, everywhere, until nothing changes.</summary>
    public async Task FixAllAsync()
    {
        foreach (var fix in Catalog.Fixes.Where(static f => f.FixableDiagnosticIds.Any(static i => i.StartsWith("BOLT102", StringComparison.Ordinal))))
        {
            var mine = await MineAsync(fix);
            if (mine.IsEmpty || fix.GetFixAllProvider() is not { } provider)
            {
                continue;
            }

            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new(_project.Documents.First(), mine[0], (a, _) => actions.Add(a), TestContext.Current.CancellationToken));
            var context = new FixAllContext(_project.Documents.First(), fix, FixAllScope.Solution, actions[0].EquivalenceKey!, fix.FixableDiagnosticIds, new Nothing(), TestContext.Current.CancellationToken);
            await ApplyAsync((await provider.GetFixAsync(context))!);
        }
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<ImmutableArray<Diagnostic>> MineAsync(CodeFixProvider fix) =>
        [.. (await DiagnosticsAsync((await _project.GetCompilationAsync(TestContext.Current.CancellationToken))!)).Where(d => fix.FixableDiagnosticIds.Contains(d.Id)).OrderBy(static d => d.GetMessage(CultureInfo.InvariantCulture), StringComparer.Ordinal)];

    private async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Compilation compilation)
    {
        var diagnostics = await compilation.WithAnalyzers(Analyzers, _project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, static d => !d.Id.StartsWith("BOLT", StringComparison.Ordinal));
        return diagnostics;
    }

    private async Task ApplyAsync(CodeAction action) =>
        _project = (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!;

    private static string Place(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? tree.GetText().ToString(diagnostic.Location.SourceSpan)
        : $"{diagnostic.Location.GetLineSpan().Path}:{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}";

    private sealed class Nothing : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
