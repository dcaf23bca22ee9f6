using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Tests;

/// <summary>One fix, chosen once: what the program said before and what it says after.</summary>
internal sealed record AppliedFix(string Program, string Key, string Title, ImmutableArray<Compilation> Before, ImmutableArray<Compilation> After);

/// <summary>Opens a program as an editor does, and applies what every fix offers for every diagnostic: one at a time, and as Fix All.</summary>
internal static partial class FixHost
{
    public const string Generated = "namespace Bolt { internal static class BoltApplicationExtensions { public static void MapBolt(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) { } } }";

    public static IEnumerable<(string Name, string Text, bool IsProgram)> Programs(params string[] folders)
    {
        foreach (var path in folders.SelectMany(static f => Directory.GetFiles(Path.Combine(References.RepositoryRoot, "tests", "Bolt.Analyzers.Tests", "Corpus", f), "*.cs")).Order(StringComparer.Ordinal))
        {
            var parts = Separator().Split(File.ReadAllText(path));
            var index = 0;
            foreach (var part in parts.Skip(1).Chunk(2).Prepend(["dll", parts[0]]).Where(static p => p[1].Trim().Length > 0))
            {
                yield return ($"{Path.GetFileNameWithoutExtension(path)}#{index++}", part[1], part[0] == "exe");
            }
        }
    }

    public static async Task<ImmutableArray<AppliedFix>> ApplyAllAsync(string name, string text, bool isProgram, CancellationToken cancellation)
    {
        using var workspace = new AdhocWorkspace();
        var project = Open(workspace, name, text, isProgram);
        var document = project.Documents.First();
        var before = await CompileAsync(project.Solution, cancellation);
        var fixable = Catalog.Fixes.SelectMany(static f => f.FixableDiagnosticIds).ToHashSet();
        var reported = (await (await project.GetCompilationAsync(cancellation))!.WithAnalyzers(
                [.. Catalog.Analyzers.Where(a => a.SupportedDiagnostics.Any(d => fixable.Contains(d.Id)))],
                CorpusFile.SplitSurface(text).Surface is { } surface ? CorpusFile.WithSurface(surface) : CorpusFile.Options).GetAnalyzerDiagnosticsAsync(cancellation))
            .Where(d => fixable.Contains(d.Id))
            .ToImmutableArray();
        var applied = ImmutableArray.CreateBuilder<AppliedFix>();
        foreach (var fix in Catalog.Fixes)
        {
            var mine = reported.Where(d => fix.FixableDiagnosticIds.Contains(d.Id)).ToImmutableArray();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var diagnostic in mine)
            {
                var offered = new List<CodeAction>();
                var place = diagnostic.Location.SourceTree is { } tree ? project.GetDocument(tree) ?? document : document;
                await fix.RegisterCodeFixesAsync(new(place, diagnostic, (action, _) => offered.Add(action), cancellation));
                foreach (var action in offered)
                {
                    keys.Add(action.EquivalenceKey!);
                    applied.Add(new(name, action.EquivalenceKey!, action.Title, before, await ApplyAsync(action, cancellation)));
                }
            }

            foreach (var key in keys)
            {
                var context = new FixAllContext(document, fix, FixAllScope.Project, key, mine.Select(static d => d.Id).Distinct(), new Known(mine), cancellation);
                if (fix.GetFixAllProvider() is { } provider && await provider.GetFixAsync(context) is { } all)
                {
                    applied.Add(new(name, key, "Fix All: " + string.Join(" | ", applied.Where(a => a.Key == key).Select(static a => a.Title).Distinct()), before, await ApplyAsync(all, cancellation)));
                }
            }
        }

        return applied.ToImmutable();
    }

    private static Project Open(AdhocWorkspace workspace, string name, string text, bool isProgram)
    {
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Create(), name, name.Replace('#', '_'), LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: References.WithBolt));

        // "//// file" starts another file of the same program, "//// project" another project that references it.
        var index = 0;
        (text, var surface) = CorpusFile.SplitSurface(text);
        if (surface is not null)
        {
            project = project.AddAdditionalDocument("BoltSurface.txt", surface, filePath: "/shop/BoltSurface.txt").Project;
        }

        var projects = text.Split("//// project\n");
        foreach (var file in projects[0].Split("//// file\n"))
        {
            project = project.AddDocument($"{name}.{index}.cs", file, filePath: $"/{name}.{index}.cs").Project;
            index++;
        }

        // What the generator would add, which is not run here.
        if (!text.Contains("MapBolt(this", StringComparison.Ordinal))
        {
            project = project.AddDocument("Generated.cs", Generated, filePath: "/Generated.cs").Project;
        }

        project = project.AddDocument("GlobalUsings.cs", TestSetup.GlobalUsings, filePath: "/GlobalUsings.cs").Project;
        foreach (var other in projects.Skip(1))
        {
            var id = ProjectId.CreateNewId();
            project = project.Solution
                .AddProject(ProjectInfo.Create(
                    id, VersionStamp.Create(), name + "+", name.Replace('#', '_') + "_caller", LanguageNames.CSharp,
                    compilationOptions: project.CompilationOptions, parseOptions: project.ParseOptions, metadataReferences: References.WithBolt, projectReferences: [new(project.Id)]))
                .AddDocument(DocumentId.CreateNewId(id), $"{name}.caller.cs", other, filePath: $"/{name}.caller.cs")
                .AddDocument(DocumentId.CreateNewId(id), "GlobalUsings.cs", TestSetup.GlobalUsings, filePath: "/CallerGlobalUsings.cs")
                .GetProject(project.Id)!;
        }

        return project;
    }

    private static async Task<ImmutableArray<Compilation>> ApplyAsync(CodeAction action, CancellationToken cancellation) =>
        await CompileAsync((await action.GetOperationsAsync(cancellation)).OfType<ApplyChangesOperation>().Single().ChangedSolution, cancellation);

    private static async Task<ImmutableArray<Compilation>> CompileAsync(Solution solution, CancellationToken cancellation)
    {
        var compilations = ImmutableArray.CreateBuilder<Compilation>();
        foreach (var project in solution.Projects)
        {
            compilations.Add((await project.GetCompilationAsync(cancellation))!);
        }

        return compilations.ToImmutable();
    }

    [GeneratedRegex(@"^//// (exe|dll)\n", RegexOptions.Multiline)]
    private static partial Regex Separator();

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(d => d.Location.SourceTree?.FilePath == tree!.FilePath);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
