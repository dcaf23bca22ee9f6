using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT1005: says with a guard what <c>[Authorize]</c>, <c>[Authorize(Roles = …)]</c> or <c>[AllowAnonymous]</c> was meant to say.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForeignAuthorizationCodeFix))]
[Shared]
public sealed class ForeignAuthorizationCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key of the fix that leaves the guard there, also where it is there already: Fix All, which takes one key, fixes both.</summary>
    public const string ReplaceKey = "BOLT1005.ReplaceByGuard";

    /// <summary>Equivalence key of the fix that opens the route.</summary>
    public const string AllowAnyoneKey = "BOLT1005.ReplaceByAllowAny";

    private const string RoleClaim = "role";

    public ForeignAuthorizationCodeFix()
        : base(RuleIds.ForeignAuthorization)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await FindAttributeAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { Attribute: var attribute } place
            || place.Model.GetDeclaredSymbol(attribute.Parent?.Parent!, cancellationToken) is not { } owner
            || owner.GetAttributes().FirstOrDefault(a => a.ApplicationSyntaxReference is { } r && r.Span == attribute.Span && r.SyntaxTree == attribute.SyntaxTree) is not { } data
            || await ServedElsewhere.MayBeAsync(owner, document, place.Model.Compilation, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var guards = LevelsBeside(owner, place.Symbols).SelectMany(static l => l).ToImmutableArray();
        if (AuthorizationAttributes.Opens(data))
        {
            // Beside other guards AllowAny would contradict them.
            return guards.IsEmpty && place.Symbols.Find(BoltNames.AllowAny) is { } allowAny
                ? [new("Replace with '[AllowAny]' (opens the route to everyone)", AllowAnyoneKey, editor => Replace(editor, attribute, allowAny, []))]
                : [];
        }

        // A policy, a scheme or a class derived from [Authorize] says more than a guard could be made to say here; AllowAny says the contrary.
        if (!SymbolFacts.Is(data.AttributeClass, PlatformNames.AuthorizeAttribute)
            || !data.ConstructorArguments.IsEmpty
            || data.NamedArguments.Any(static a => a.Key != "Roles")
            || guards.Any(static g => g.IsAllowAny))
        {
            return [];
        }

        if (data.NamedArguments.IsEmpty)
        {
            return LevelsBeside(owner, place.Symbols) is { IsEmpty: false } levels && levels.All(static l => l.Any(static g => GuardFacts.NeedsIdentity(g.Type)))
                ? [new("Remove '[Authorize]': the guards already require an identity (the default policy no longer applies)", ReplaceKey, editor => AttributeEditing.Remove(editor, attribute))]
                : place.Symbols.Find(BoltNames.IsAuthenticated) is { } isAuthenticated
                    ? [new("Replace with '[IsAuthenticated]' (the default policy no longer applies)", ReplaceKey, editor => Replace(editor, attribute, isAuthenticated, []))]
                    : [];
        }

        var roles = (data.NamedArguments[0].Value.Value as string ?? string.Empty).Split(',').Select(static r => r.Trim()).Where(static r => r.Length > 0).ToList();
        return roles.Count > 0 && place.Symbols.Find(BoltNames.Requires) is { } requires
            ? [new($"Replace with '[Requires(\"{RoleClaim}\", …)]'", ReplaceKey, editor => Replace(editor, attribute, requires, [RoleClaim, .. roles]))]
            : [];
    }

    /// <summary>The guards of each route of a method, or of the class. One route's guard says nothing about another route.</summary>
    private static ImmutableArray<ImmutableArray<GuardUse>> LevelsBeside(ISymbol owner, BoltSymbols symbols) => owner switch
    {
        IMethodSymbol method => [.. RouteAttributeReader.ReadAll(method).Select(r => SecurityLevelReader.ReadRoute(r.Attribute, method, symbols.Compilation).Guards)],
        INamedTypeSymbol type => [SecurityLevelReader.ReadGroup(type, symbols.Compilation).Guards],
        _ => [],
    };

    private static void Replace(Microsoft.CodeAnalysis.Editing.SyntaxEditor editor, AttributeSyntax attribute, INamedTypeSymbol guard, IReadOnlyCollection<string> arguments) =>
        editor.ReplaceNode(attribute, (current, generator) =>
        {
            var changed = SyntaxFactory.Attribute((NameSyntax)TypeReferences.Expression(generator, guard));
            if (arguments.Count > 0)
            {
                var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
                changed = changed.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(
                    arguments.Select(a => SyntaxFactory.AttributeArgument((ExpressionSyntax)generator.LiteralExpression(a))),
                    Enumerable.Repeat(comma, arguments.Count - 1))));
            }

            return changed.WithTriviaFrom(current);
        });
}
