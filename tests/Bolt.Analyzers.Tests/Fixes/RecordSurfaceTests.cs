using System.Text;
using Bolt.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Analyzers.Tests.Fixes;

/// <summary>The fixes that record, as an editor applies them to a solution: which files they write, and with which bytes.</summary>
public sealed class RecordSurfaceTests
{
    private const string Line = "GET /a  auth: none  guards: AllowAny  → Api.A";

    /// <summary>All in the solution is the file of each project; all in a project is its own file alone.</summary>
    [Theory]
    [InlineData(FixAllScope.Solution, true)]
    [InlineData(FixAllScope.Project, false)]
    public async Task AllIsRecordedInEachProjectThatIsMeant(FixAllScope scope, bool both)
    {
        using var workspace = new AdhocWorkspace();
        var solution = Add(Add(workspace.CurrentSolution, "Shop", SourceText.From("")), "Admin", SourceText.From(""));
        var (shop, admin) = (solution.Projects.Single(static p => p.Name == "Shop"), solution.Projects.Single(static p => p.Name == "Admin"));
        var fix = new UnrecordedRouteCodeFix();
        var context = new FixAllContext(shop.Documents.First(), fix, scope, UnrecordedRouteCodeFix.RecordAllKey, fix.FixableDiagnosticIds, new Nothing(), TestContext.Current.CancellationToken);
        var changed = await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
        Assert.Equal($"# Bolt surface 1\n{Line}\n", (await Text(changed, shop.Id)).ToString());
        Assert.Equal(both ? $"# Bolt surface 1\n{Line}\n" : "", (await Text(changed, admin.Id)).ToString());
    }

    /// <summary>What the file of another project means, or which of two is meant, is for people to decide; one without a file has none to write.</summary>
    [Fact]
    public async Task AFileThatCannotBeReadIsLeftAlone()
    {
        const string Conflict = "# Bolt surface 1\n<<<<<<< HEAD\n";
        using var workspace = new AdhocWorkspace();
        var solution = Add(Add(Add(Add(workspace.CurrentSolution, "Shop", SourceText.From("")), "Admin", SourceText.From(Conflict)), "Tools", null), "Twice", SourceText.From(""));
        var twice = solution.Projects.Single(static p => p.Name == "Twice").Id;
        solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(twice), "BoltSurface.txt", SourceText.From(""), filePath: "/Twice/other/BoltSurface.txt");
        var shop = solution.Projects.Single(static p => p.Name == "Shop");
        var fix = new UnrecordedRouteCodeFix();
        var context = new FixAllContext(shop.Documents.First(), fix, FixAllScope.Solution, UnrecordedRouteCodeFix.RecordAllKey, fix.FixableDiagnosticIds, new Nothing(), TestContext.Current.CancellationToken);
        var changed = await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
        Assert.Equal($"# Bolt surface 1\n{Line}\n", (await Text(changed, shop.Id)).ToString());
        Assert.Equal(Conflict, (await Text(changed, solution.Projects.Single(static p => p.Name == "Admin").Id)).ToString());
        foreach (var file in changed.GetProject(twice)!.AdditionalDocuments)
        {
            Assert.Equal("", (await file.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        }
    }

    /// <summary>A byte order mark and line ends are the file's own. One that came from nowhere gets no mark.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public async Task TheFilesBytesStayWhatTheyAre(bool? hasMark)
    {
        var encoding = new UTF8Encoding(hasMark == true);
        byte[] Bytes(string text) => [.. encoding.Preamble, .. Encoding.UTF8.GetBytes(text)];
        const string Before = "# Bolt surface 1\r\n# é\r\n";
        using var stream = new MemoryStream(Bytes(Before));
        using var workspace = new AdhocWorkspace();
        var solution = Add(workspace.CurrentSolution, "Shop", hasMark is null ? SourceText.From(Before) : SourceText.From(stream));
        var project = solution.Projects.Single();
        var fix = new UnrecordedRouteCodeFix();
        var context = new FixAllContext(project.Documents.First(), fix, FixAllScope.Project, UnrecordedRouteCodeFix.RecordAllKey, fix.FixableDiagnosticIds, new Nothing(), TestContext.Current.CancellationToken);
        var text = await Text(await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!), project.Id);
        using var written = new MemoryStream();
        // As a workspace saves a document.
        await using (var writer = new StreamWriter(written, text.Encoding ?? Encoding.UTF8, leaveOpen: true))
        {
            text.Write(writer, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Bytes(Before + Line + "\r\n"), written.ToArray());
    }

    private static Solution Add(Solution solution, string name, SourceText? surface)
    {
        var id = ProjectId.CreateNewId();
        var added = solution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Create(), name, name, LanguageNames.CSharp, compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary), parseOptions: new CSharpParseOptions(LanguageVersion.Latest), metadataReferences: References.WithBolt))
            .AddDocument(DocumentId.CreateNewId(id), "Api.cs", "public static class Api { [BoltGet(\"/a\"), AllowAny] public static string A() => \"a\"; }", filePath: $"/{name}/Api.cs")
            .AddDocument(DocumentId.CreateNewId(id), "GlobalUsings.cs", TestSetup.GlobalUsings, filePath: $"/{name}/GlobalUsings.cs");
        return surface is null ? added : added.AddAdditionalDocument(DocumentId.CreateNewId(id), "BoltSurface.txt", surface, filePath: $"/{name}/BoltSurface.txt");
    }

    private static async Task<Solution> Apply(CodeAction action) =>
        (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private static Task<SourceText> Text(Solution solution, ProjectId project) => solution.GetProject(project)!.AdditionalDocuments.Single().GetTextAsync(TestContext.Current.CancellationToken);

    private sealed class Nothing : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
