using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT1001: asks for an authenticated caller, or opens the route by an explicit decision.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RouteWithoutGuardCodeFix))]
[Shared]
public sealed class RouteWithoutGuardCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key of the fix that asks for an authenticated caller.</summary>
    public const string RequireAuthenticationKey = "BOLT1001.RequireAuthentication";

    /// <summary>Equivalence key of the fix that opens the route.</summary>
    public const string AllowAnyoneKey = "BOLT1001.AllowAnyone";

    public RouteWithoutGuardCodeFix()
        : base(RuleIds.RouteWithoutGuard)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await FindAttributeAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { Attribute: var attribute, Symbols: var symbols }
            || symbols.Find(BoltNames.IsAuthenticated) is not { } isAuthenticated
            || symbols.Find(BoltNames.AllowAny) is not { } allowAny)
        {
            return [];
        }

        var backends = diagnostic.Properties.ContainsKey(RouteWithoutGuardAnalyzer.HasAuthProperty) ? [] : PreferredBackends.Find(symbols, cancellationToken);
        return
        [
            new("Require authentication", RequireAuthenticationKey, editor => editor.ReplaceNode(attribute, (current, generator) =>
            {
                var changed = (AttributeSyntax)current;
                if (!backends.IsEmpty)
                {
                    changed = AttributeEditing.AddElement(changed, BoltNames.AuthArgument, [.. backends.Select(b => TypeReferences.TypeOf(generator, b))]);
                }

                return AttributeEditing.AddElement(changed, BoltNames.GuardsArgument, TypeReferences.TypeOf(generator, isAuthenticated));
            })),
            new("Allow anyone (opens the route to everyone)", AllowAnyoneKey, editor => editor.ReplaceNode(attribute, (current, generator) =>
                AttributeEditing.AddElement((AttributeSyntax)current, BoltNames.GuardsArgument, TypeReferences.TypeOf(generator, allowAny)))),
        ];
    }
}
