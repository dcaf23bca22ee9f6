using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT3001: names the type in the context the project uses, or makes one. Fix All names all types at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingJsonContractCodeFix))]
[Shared]
public sealed class MissingJsonContractCodeFix : CodeFixProvider
{
    /// <summary>Equivalence key.</summary>
    public const string AddJsonSerializableKey = "BOLT3001.AddJsonSerializable";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.MissingJsonContract];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => AllTypes.Instance;

    /// <inheritdoc />
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (TypeOf(diagnostic) is { } type)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Add '[JsonSerializable(typeof({type.Replace("global::", string.Empty)}))]'",
                        cancellationToken => JsonContextEditing.AddAsync(context.Document, [type], cancellationToken),
                        AddJsonSerializableKey),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static string? TypeOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(MissingJsonContractAnalyzer.TypeProperty, out var type) ? type : null;

    /// <summary>All types of a project go into its context in one edit; document by document they would overwrite each other's.</summary>
    private sealed class AllTypes : FixAllProvider
    {
        public static readonly AllTypes Instance = new();

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
            "Add '[JsonSerializable]' for every request and response type",
            cancellationToken => FixAsync(fixAllContext, cancellationToken),
            AddJsonSerializableKey));

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
