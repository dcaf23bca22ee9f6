using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>Reads attribute arguments in every form C# lets them be written: <c>[…]</c>, <c>new[] {…}</c>, <c>new Type[] {…}</c>.</summary>
internal static class AttributeArguments
{
    public static AttributeArgumentSyntax? Find(AttributeSyntax? attribute, string name) =>
        attribute?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The elements in order; empty for what is not an array as written.</summary>
    public static ImmutableArray<ExpressionSyntax> Elements(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(static e => e.Expression)],
        ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        ParenthesizedExpressionSyntax inner => Elements(inner.Expression),
        _ => [],
    };
}
