using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>
/// The base of fixes that bring <c>BoltSurface.txt</c> up to date: of the one line, or of every line that the rule is about. None of them records a route that became weaker.
/// </summary>
public abstract class RecordSurfaceCodeFix : CodeFixProvider
{
    private readonly string _key;
    private readonly string _title;
    private readonly AllLines _all;

    private protected RecordSurfaceCodeFix(string ruleId, string key, string title, string keyForAll, string titleForAll, params SurfaceDifferenceKind[] kinds)
    {
        FixableDiagnosticIds = [ruleId];
        (_key, _title) = (key, title);
        _all = new(keyForAll, titleForAll, [.. kinds]);
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => _all;

    /// <inheritdoc />
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (SurfaceProperties.KeyOf(diagnostic) is { } key)
            {
                // All first: 'dotnet format' takes the first.
                context.RegisterCodeFix(_all.Action(project.Solution, [project]), diagnostic);
                context.RegisterCodeFix(
                    CodeAction.Create(_title, cancellationToken => SurfaceEditing.RecordAsync(project, d => _all.IsMine(d) && SurfaceProperties.KeyOf(d) == key, cancellationToken), _key),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>A project's file is written once; line by line each would overwrite the others.</summary>
    private sealed class AllLines(string key, string title, ImmutableArray<SurfaceDifferenceKind> kinds) : FixAllProvider
    {
        public bool IsMine(SurfaceDifference difference) => kinds.Contains(difference.Kind);

        public CodeAction Action(Solution solution, IEnumerable<Project> projects) =>
            CodeAction.Create(title, cancellationToken => SurfaceEditing.RecordAllAsync(solution, projects, IsMine, cancellationToken), key);

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
            Action(fixAllContext.Solution, fixAllContext.Scope == FixAllScope.Solution ? fixAllContext.Solution.Projects : [fixAllContext.Project]));
    }
}
