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

/// <summary>BOLT1002: gives the route the backends that the project uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GuardWithoutBackendCodeFix))]
[Shared]
public sealed class GuardWithoutBackendCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string AddAuthKey = "BOLT1002.AddAuth";

    public GuardWithoutBackendCodeFix()
        : base(RuleIds.GuardWithoutBackend)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await FindAttributeAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { Attribute: var attribute, Symbols: var symbols }
            || PreferredBackends.Find(symbols, cancellationToken) is not { IsEmpty: false } backends)
        {
            return [];
        }

        var names = string.Join(", ", backends.Select(static b => $"typeof({b.Name})"));
        return
        [
            new($"Add 'Auth = [{names}]'", AddAuthKey, editor => editor.ReplaceNode(attribute, (current, generator) =>
                AttributeEditing.AddElement((AttributeSyntax)current, BoltNames.AuthArgument, [.. backends.Select(b => TypeReferences.TypeOf(generator, b))]))),
        ];
    }
}
