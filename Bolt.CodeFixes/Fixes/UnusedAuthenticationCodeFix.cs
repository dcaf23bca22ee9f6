using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT1012: asks for the identity that the route establishes already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnusedAuthenticationCodeFix))]
[Shared]
public sealed class UnusedAuthenticationCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string RequireAuthenticationKey = "BOLT1012.RequireAuthentication";

    public UnusedAuthenticationCodeFix()
        : base(RuleIds.UnusedAuthentication)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await FindAttributeAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { Attribute: var route, Model: var model } place
            || place.Symbols.Find(BoltNames.IsAuthenticated) is not { } isAuthenticated)
        {
            return [];
        }

        const string title = "Replace 'AllowAny' with 'IsAuthenticated'";
        var listed = AttributeArguments.Find(route, BoltNames.GuardsArgument) is { } guards
            ? AttributeArguments.Elements(guards.Expression)
                .FirstOrDefault(e => e is TypeOfExpressionSyntax type && SymbolFacts.IsAllowAny(model.GetTypeInfo(type.Type, cancellationToken).Type))
            : null;
        if (listed is not null)
        {
            return
            [
                new(title, RequireAuthenticationKey, editor => editor.ReplaceNode(route, (current, generator) =>
                    AttributeEditing.ReplaceElement((AttributeSyntax)current, BoltNames.GuardsArgument, listed, TypeReferences.TypeOf(generator, isAuthenticated)))),
            ];
        }

        // [AllowAny] as an attribute beside the route's; several routes may share it, and all of them ask for an identity then.
        var beside = route.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.AttributeLists
            .SelectMany(static l => l.Attributes)
            .FirstOrDefault(a => SymbolFacts.IsAllowAny(model.GetTypeInfo(a, cancellationToken).Type));
        return beside is null
            ? [new(title, RequireAuthenticationKey, editor => editor.ReplaceNode(route, (current, generator) =>
                AttributeEditing.AddElement((AttributeSyntax)current, BoltNames.GuardsArgument, TypeReferences.TypeOf(generator, isAuthenticated))))]
            : [new(title, RequireAuthenticationKey, editor => editor.ReplaceNode(beside, (current, generator) =>
                ((AttributeSyntax)current).WithName((NameSyntax)TypeReferences.Expression(generator, isAuthenticated))))];
    }
}
