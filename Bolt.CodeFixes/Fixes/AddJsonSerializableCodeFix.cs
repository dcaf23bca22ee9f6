using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>Names the type in the context the project uses, or makes one. Fix All names all types at once.</summary>
public abstract class AddJsonSerializableCodeFix : CodeFixProvider
{
    private readonly string _key;
    private readonly AllTypes _all;

    private protected AddJsonSerializableCodeFix(string ruleId, string key, string titleForAll)
    {
        FixableDiagnosticIds = [ruleId];
        _key = key;
        _all = new(key, titleForAll);
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => _all;

    /// <inheritdoc />
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (TypeOf(diagnostic) is { } type)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Add '[JsonSerializable(typeof({type.Replace("global::", string.Empty)}))]'",
                        cancellationToken => JsonContextEditing.AddAsync(context.Document, [type], cancellationToken),
                        _key),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static string? TypeOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(JsonUses.TypeProperty, out var type) ? type : null;

    /// <summary>All types of a project go into its context in one edit; document by document they would overwrite each other's.</summary>
    private sealed class AllTypes(string key, string title) : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
            title,
            cancellationToken => FixAsync(fixAllContext, cancellationToken),
            key));

        private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
        {
            var solution = context.Solution;
            var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
            foreach (var project in projects)
            {
                var diagnostics = (await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false))
                    .Where(d => context.Scope != FixAllScope.Document || d.Location.SourceTree?.FilePath == context.Document?.FilePath)
                    .OrderBy(static d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                    .ToList();
                var types = diagnostics
                    .Select(TypeOf)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .OrderBy(static t => t, StringComparer.Ordinal)
                    .ToList();
                if (types.Count > 0 && solution.GetProject(project.Id)?.GetDocument(diagnostics[0].Location.SourceTree) is { } place)
                {
                    solution = await JsonContextEditing.AddAsync(place, types, cancellationToken).ConfigureAwait(false);
                }
            }

            return solution;
        }
    }
}
