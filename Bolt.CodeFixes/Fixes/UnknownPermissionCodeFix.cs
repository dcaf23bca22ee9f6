using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT1011: uses the catalog's constant that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnknownPermissionCodeFix))]
[Shared]
public sealed class UnknownPermissionCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string UseConstantKey = "BOLT1011.UseConstant";

    public UnknownPermissionCodeFix()
        : base(RuleIds.UnknownPermission)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(UnknownPermissionAnalyzer.ConstantProperty, out var id)
            || id is null
            || await FindAttributeAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { } place
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(id, place.Symbols.Compilation) is not IFieldSymbol constant
            || !place.Symbols.Compilation.IsSymbolAccessibleWithin(constant, place.Symbols.Compilation.Assembly)
            || place.Expression is not { } expression)
        {
            return [];
        }

        return
        [
            new($"Use '{constant.ContainingType.Name}.{constant.Name}'", UseConstantKey, editor => editor.ReplaceNode(expression, (current, _) =>
                TypeReferences.Constant(constant).WithTriviaFrom(current))),
        ];
    }
}
