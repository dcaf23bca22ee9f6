using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>Gives a route without a backend those that the project uses.</summary>
public abstract class AddAuthCodeFix : BoltCodeFix
{
    private readonly string _key;

    private protected AddAuthCodeFix(string ruleId, string key)
        : base(ruleId) => _key = key;

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
            new($"Add 'Auth = [{names}]'", _key, editor => editor.ReplaceNode(attribute, (current, generator) =>
                AttributeEditing.AddElement((AttributeSyntax)current, BoltNames.AuthArgument, [.. backends.Select(b => TypeReferences.TypeOf(generator, b))]))),
        ];
    }
}
