using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.CodeFixes;

/// <summary>Records routes in <c>BoltSurface.txt</c>. Everything is read again from the compilation: a diagnostic says which line it is about, and nothing that ends up in the file.</summary>
internal static class SurfaceEditing
{
    private static readonly Encoding Plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>One line of one project.</summary>
    public static Task<Solution> RecordAsync(Project project, Func<SurfaceDifference, bool> isChosen, CancellationToken cancellationToken) =>
        RecordAsync(project.Solution, project, s => s.Record(isChosen), cancellationToken);

    /// <summary>All that is chosen, in all of the projects.</summary>
    public static async Task<Solution> RecordAllAsync(Solution solution, IEnumerable<Project> projects, Func<SurfaceDifference, bool> isChosen, CancellationToken cancellationToken)
    {
        foreach (var project in projects)
        {
            solution = await RecordAsync(solution, project, s => s.RecordAll(isChosen), cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    private static async Task<Solution> RecordAsync(Solution solution, Project project, Func<SurfaceState, IEnumerable<SurfaceLine>> record, CancellationToken cancellationToken)
    {
        var files = SurfaceDocument.Files(project.AnalyzerOptions);
        if (files.Length != 1
            || project.AdditionalDocuments.FirstOrDefault(d => d.FilePath == files[0].Path) is not { } document
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || BoltSymbols.Get(compilation) is not { } symbols)
        {
            return solution;
        }

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var before = text.ToString();
        var recorded = SurfaceFile.Parse(before);
        if (recorded.Problems.Count > 0)
        {
            // What the file means is for people to decide.
            return solution;
        }

        var after = SurfaceFile.Write(before, record(symbols.Compare(recorded).OfAll(symbols.AllRoutes)));
        return after == before ? solution
            // Any other encoding would write a byte order mark, or take one away.
            : solution.WithAdditionalDocumentText(document.Id, SourceText.From(after, text.Encoding ?? Plain, text.ChecksumAlgorithm), PreservationMode.PreserveValue);
    }
}
