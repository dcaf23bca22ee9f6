using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Analyzers;

/// <summary>The project's <c>BoltSurface.txt</c>, an additional file that the package's props add where it exists.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Text">As the compiler has it.</param>
/// <param name="File">What it says.</param>
internal sealed record SurfaceDocument(string Path, SourceText Text, SurfaceFile File)
{
    private const string DefaultName = "BoltSurface.txt";
    private const string NameProperty = "build_property.BoltSurfaceFile";

    // For as long as the text lives: an edit of a source file reads nothing again.
    private static readonly SourceTextValueProvider<SurfaceFile> Parser = new(static t => SurfaceFile.Parse(t.ToString()));

    /// <summary>As messages call it.</summary>
    public string Name => FileName(Path);

    /// <summary>The files that are meant; more than one is a mistake.</summary>
    public static ImmutableArray<AdditionalText> Files(AnalyzerOptions options)
    {
        var name = options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(NameProperty, out var given) && given.Length > 0 ? FileName(given) : DefaultName;
        return [.. options.AdditionalFiles.Where(f => string.Equals(FileName(f.Path), name, StringComparison.OrdinalIgnoreCase)).GroupBy(static f => f.Path).Select(static g => g.First()).OrderBy(static f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>Null where the project has no such file.</summary>
#pragma warning disable RS1012 // its callers register
    public static SurfaceDocument? Find(CompilationStartAnalysisContext start)
#pragma warning restore RS1012
    {
        var files = Files(start.Options);
        return files.Length == 1 && files[0].GetText(start.CancellationToken) is { } text && start.TryGetValue(text, Parser, out var read) ? new(files[0].Path, text, read) : null;
    }

    /// <summary>A line, counted from 0.</summary>
    public Location LocationOf(int line) => LocationOf(Path, Text, line);

    public static Location LocationOf(AdditionalText file, int line, CancellationToken cancellationToken) => LocationOf(file.Path, file.GetText(cancellationToken)!, line);

    private static Location LocationOf(string path, SourceText text, int line)
    {
        var span = text.Lines[Math.Min(line, text.Lines.Count - 1)].Span;
        return Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
    }

    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
