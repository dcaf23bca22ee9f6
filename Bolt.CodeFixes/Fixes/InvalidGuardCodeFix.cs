using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT2006: makes an attribute of a permission guard that is listed by type.</summary>
/// <remarks>Only for guards that name permissions: no caller has the proposed permission until it is granted, so the route stays closed.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InvalidGuardCodeFix))]
[Shared]
public sealed class InvalidGuardCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string MoveToAttributeKey = "BOLT2006.MoveToAttribute";

    public InvalidGuardCodeFix()
        : base(RuleIds.InvalidGuard)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.ContainsKey(InvalidGuardAnalyzer.NeedsArgumentsProperty)
            || await FindAttributeAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { Attribute: { Parent: AttributeListSyntax list } attribute } place
            || place.Expression is not TypeOfExpressionSyntax element
            || place.Model.GetTypeInfo(element.Type, cancellationToken).Type is not INamedTypeSymbol guard
            || !GuardFacts.NamesPermissions(guard))
        {
            return [];
        }

        var permission = Permission(list.Parent);
        return
        [
            new($"Use '[{guard.Name}(\"{permission}\")]'", MoveToAttributeKey, editor =>
            {
                editor.ReplaceNode(attribute, (current, _) => AttributeEditing.RemoveElement((AttributeSyntax)current, BoltNames.GuardsArgument, element));
                editor.ReplaceNode(list, (current, generator) =>
                {
                    var moved = SyntaxFactory.Attribute(
                        (NameSyntax)TypeReferences.Expression(generator, guard),
                        SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(
                            SyntaxFactory.AttributeArgument((ExpressionSyntax)generator.LiteralExpression(permission)))));
                    return AttributeEditing.AddAttribute((AttributeListSyntax)current, moved);
                });
            }),
        ];
    }

    /// <summary><c>articles.add</c> for <c>Articles.Add</c>: a name to start from.</summary>
#pragma warning disable CA1308 // Permission names are lower case by custom.
    private static string Permission(SyntaxNode? owner) => owner switch
    {
        MethodDeclarationSyntax { Parent: BaseTypeDeclarationSyntax type } method => $"{type.Identifier.ValueText}.{method.Identifier.ValueText}".ToLowerInvariant(),
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText.ToLowerInvariant() + ".use",
        _ => "application.use",
    };
#pragma warning restore CA1308
}
