using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT1003: removes the AllowAny that opens nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ContradictingGuardsCodeFix))]
[Shared]
public sealed class ContradictingGuardsCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string RemoveKey = "BOLT1003.RemoveAllowAny";

    public ContradictingGuardsCodeFix()
        : base(RuleIds.ContradictingGuards)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await FindAttributeAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { Attribute: var attribute } place)
        {
            return [];
        }

        if (place.Expression is not { } element)
        {
            return [new("Remove 'AllowAny'", RemoveKey, editor => AttributeEditing.Remove(editor, attribute))];
        }

        return
        [
            new("Remove 'AllowAny'", RemoveKey, editor => editor.ReplaceNode(attribute, (current, _) =>
                AttributeEditing.RemoveElement((AttributeSyntax)current, BoltNames.GuardsArgument, element))),
        ];
    }
}
