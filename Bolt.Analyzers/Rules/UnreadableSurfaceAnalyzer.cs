using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1024: with a file that cannot be read nothing is compared, so that must not pass for a comparison without a difference.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadableSurfaceAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor Unreadable = RuleDescriptor.Create(
        RuleIds.UnreadableSurface,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "BoltSurface.txt cannot be read",
        "No route is compared with {0}: {1}",
        "Conflict marks, two different lines for one route, a line that is none, or a file of a newer version. Which line is right is not guessed.",
        RuleDescriptor.CannotBeSwitchedOff);

    public UnreadableSurfaceAnalyzer()
        : base(Unreadable)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        var files = SurfaceDocument.Files(start.Options);
        if (files.Length == 1)
        {
            if (SurfaceDocument.Find(start) is { File.Problems.Count: > 0 } document)
            {
                start.RegisterAdditionalFileAction(c =>
                {
                    if (c.AdditionalFile.Path == document.Path)
                    {
                        foreach (var problem in document.File.Problems)
                        {
                            c.ReportDiagnostic(Diagnostic.Create(Descriptor, document.LocationOf(problem.Number), document.Name, problem.Message));
                        }
                    }
                });
            }
        }
        else if (files.Length > 1)
        {
            start.RegisterAdditionalFileAction(c =>
            {
                if (files.Skip(1).Any(f => f.Path == c.AdditionalFile.Path))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Descriptor, SurfaceDocument.LocationOf(c.AdditionalFile, 0, c.CancellationToken), SurfaceDocument.FileName(c.AdditionalFile.Path), "the project has two files of this name among its AdditionalFiles"));
                }
            });
        }
    }
}
