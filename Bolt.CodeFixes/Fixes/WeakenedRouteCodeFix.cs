using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT1021: records the weaker protection. One route at a time, and by hand: a provider of its own, without Fix All, is nothing that <c>dotnet format</c> applies.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeakenedRouteCodeFix))]
[Shared]
public sealed class WeakenedRouteCodeFix : CodeFixProvider
{
    /// <summary>Equivalence key.</summary>
    public const string AcceptKey = "BOLT1021.Accept";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.WeakenedRoute];

    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc />
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (SurfaceProperties.KeyOf(diagnostic) is { } key)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Accept the weaker protection in BoltSurface.txt",
                        cancellationToken => SurfaceEditing.RecordAsync(project, d => d.Kind == SurfaceDifferenceKind.Weaker && SurfaceProperties.KeyOf(d) == key, cancellationToken),
                        AcceptKey),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }
}
