using System;
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
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT2002: renames the parameter in the pattern, or adds it to the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnmatchedRouteParameterCodeFix))]
[Shared]
public sealed class UnmatchedRouteParameterCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key of the fix that renames.</summary>
    public const string RenameKey = "BOLT2002.RenameInPattern";

    /// <summary>Equivalence key of the fix that adds.</summary>
    public const string AddParameterKey = "BOLT2002.AddParameter";

    public UnmatchedRouteParameterCodeFix()
        : base(RuleIds.UnmatchedRouteParameter)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(UnmatchedRouteParameterAnalyzer.PatternParameterProperty, out var name)
            || name is null
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan) is not { } node
            || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return [];
        }

        var edits = ImmutableArray.CreateBuilder<Edit>();
        var (literal, inPattern) = Literals(node, method).Select(l => (Literal: l, Parameter: Find(l, name))).FirstOrDefault(static l => l.Parameter is not null);
        if (inPattern is { } found
            && diagnostic.Properties.TryGetValue(UnmatchedRouteParameterAnalyzer.HandlerParameterProperty, out var target)
            && target is not null
            && Rename(literal, found, target) is { } renamed)
        {
            edits.Add(new($"Rename '{{{name}}}' to '{{{target}}}' in the pattern", RenameKey, editor => editor.ReplaceNode(literal, (current, _) => renamed.WithTriviaFrom(current))));
        }

        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not null
            && SyntaxFacts.IsValidIdentifier(name)
            && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            && await CanTakeParameterAsync(method, name, model, document, cancellationToken).ConfigureAwait(false))
        {
            var type = Type(inPattern);
            edits.Add(new($"Add the parameter '{type} {name}'", AddParameterKey, editor => editor.ReplaceNode(method.ParameterList, (current, _) =>
            {
                var list = (ParameterListSyntax)current;
                var identifier = SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
                    ? SyntaxFactory.Identifier(name)
                    : SyntaxFactory.VerbatimIdentifier(default, name, name, default);
                var added = SyntaxFactory.Parameter(identifier).WithType(SyntaxFactory.ParseTypeName(type).WithTrailingTrivia(SyntaxFactory.Space));
                if (list.Parameters.Count == 0)
                {
                    return list.WithParameters(SyntaxFactory.SingletonSeparatedList(added));
                }

                // One parameter per line stays so: the new one goes where the first was, and the first on a line like the second's.
                var first = list.Parameters[0];
                var onOwnLine = list.OpenParenToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
                var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(onOwnLine ? SyntaxFactory.TriviaList(list.OpenParenToken.TrailingTrivia.First(static t => t.IsKind(SyntaxKind.EndOfLineTrivia))) : SyntaxFactory.TriviaList(SyntaxFactory.Space));
                return list.WithParameters(SyntaxFactory.SeparatedList(
                    list.Parameters.Replace(first, onOwnLine ? first : first.WithLeadingTrivia()).Prepend(added.WithLeadingTrivia(onOwnLine ? first.GetLeadingTrivia().Where(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).ToSyntaxTriviaList() : first.GetLeadingTrivia())),
                    list.Parameters.GetSeparators().Prepend(comma)));
            })));
        }

        return edits.ToImmutable();
    }

    /// <summary>Nothing else depends on the method's parameters, and the name means nothing in it yet.</summary>
    private static async Task<bool> CanTakeParameterAsync(MethodDeclarationSyntax declaration, string name, SemanticModel model, Document document, CancellationToken cancellationToken)
    {
        if (model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || method.IsVirtual || method.IsAbstract || method.IsOverride || method.IsExtensionMethod
            || method.Parameters.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
            || method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(m => m.Parameters.Length == method.Parameters.Length + 1)
            || method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).Any()
            || DerivedTypes.Get(model.Compilation).From(method.ContainingType).SelectMany(static t => t.AllInterfaces).SelectMany(i => i.GetMembers(method.Name)).Any())
        {
            return false;
        }

        // A local of that name would not compile beside the parameter, and a field's would mean the parameter from now on.
        var body = (SyntaxNode?)declaration.Body ?? declaration.ExpressionBody;
        if (body is not null && body.DescendantTokens().Any(t => t.ValueText == name && Means(t)))
        {
            return false;
        }

        foreach (var view in await ProjectViews.GetAsync(method, model.Compilation, document.Project, cancellationToken).ConfigureAwait(false))
        {
            if (MethodReferences.Any(view.Symbol, view.Compilation, cancellationToken))
            {
                return false;
            }
        }

        return true;

        bool Means(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken)
            && (token.Parent is not IdentifierNameSyntax used
                || (!(used.Parent is MemberAccessExpressionSyntax access && access.Name == used) && model.GetSymbolInfo(used, cancellationToken) is { Symbol: not null } or { CandidateSymbols.IsEmpty: false }));
    }

    /// <summary>The pattern the diagnostic is on, or those of the method whose parameter it is on.</summary>
    private static System.Collections.Generic.IEnumerable<LiteralExpressionSyntax> Literals(SyntaxNode node, MethodDeclarationSyntax method) =>
        (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute ? [attribute] : method.AttributeLists.SelectMany(static l => l.Attributes))
            .Select(static a => a.ArgumentList?.Arguments.FirstOrDefault()?.Expression)
            .OfType<LiteralExpressionSyntax>()
            .Where(static l => l.IsKind(SyntaxKind.StringLiteralExpression));

    /// <summary>The parameter as the literal's source has it, where the places of escaped characters are their own.</summary>
    private static RoutePatternParameter? Find(LiteralExpressionSyntax literal, string name) => RoutePattern.Parse(Source(literal, out _)).Find(name);

    /// <summary>What is written between the quotes.</summary>
    private static string Source(LiteralExpressionSyntax literal, out int start)
    {
        var text = literal.Token.Text;
        start = text.IndexOf('"') + 1;
        while (literal.Token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) && start < text.Length && text[start] == '"')
        {
            start++;
        }

        return text.Substring(start).TrimEnd('"');
    }

    /// <summary>Null where the new literal would not have the parameter.</summary>
    private static LiteralExpressionSyntax? Rename(LiteralExpressionSyntax literal, RoutePatternParameter parameter, string target)
    {
        Source(literal, out var start);
        var text = literal.Token.Text;
        return SyntaxFactory.ParseExpression(text.Substring(0, start + parameter.NameSpan.Start) + target + text.Substring(start + parameter.NameSpan.End))
            is LiteralExpressionSyntax renamed && RoutePattern.Parse(renamed.Token.ValueText).Find(target) is not null
                ? renamed
                : null;
    }

    /// <summary>What the first constraint that names a type makes of the value.</summary>
    private static string Type(RoutePatternParameter? parameter)
    {
        var type = (parameter?.Constraints ?? []).Select(TypeOfConstraint).FirstOrDefault(static t => t is not null) ?? "string";
        return parameter is { IsOptional: true } ? type + "?" : type;
    }

    private static string? TypeOfConstraint(string constraint) => constraint.ToLowerInvariant() switch
    {
        "int" => "int",
        "long" => "long",
        "bool" => "bool",
        "decimal" => "decimal",
        "double" => "double",
        "float" => "float",
        "guid" => "System.Guid",
        "datetime" => "System.DateTime",
        _ => null,
    };
}
