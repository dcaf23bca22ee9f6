using System.Linq;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Bolt.CodeFixes;

/// <summary>Edits array arguments of attributes in every form they can be written: <c>[…]</c>, <c>new[] {…}</c>, <c>new Type[] {…}</c>, missing.</summary>
internal static class AttributeEditing
{
    /// <summary>Appends to the array argument, or adds the argument where it is missing or empty in a form that takes no element.</summary>
    public static AttributeSyntax AddElement(AttributeSyntax attribute, string name, params ExpressionSyntax[] elements)
    {
        var argument = AttributeArguments.Find(attribute, name);
        if (argument is null)
        {
            return AddArgument(attribute, name, Array(attribute, elements));
        }

        return attribute.ReplaceNode(argument, argument.WithExpression(Append(attribute, argument.Expression, elements)));
    }

    /// <summary>Removes the element that reads like <paramref name="element"/>; the argument too when nothing is left in it.</summary>
    public static AttributeSyntax RemoveElement(AttributeSyntax attribute, string name, ExpressionSyntax element)
    {
        if (AttributeArguments.Find(attribute, name) is not { } argument || IndexOf(argument, element) is not (>= 0 and var index))
        {
            return attribute;
        }

        return Count(argument.Expression) <= 1
            ? RemoveArgument(attribute, name)
            : attribute.ReplaceNode(argument, argument.WithExpression(RemoveAt(argument.Expression, index)));
    }

    /// <summary>Puts <paramref name="replacement"/> where an element that reads like <paramref name="element"/> is.</summary>
    public static AttributeSyntax ReplaceElement(AttributeSyntax attribute, string name, ExpressionSyntax element, ExpressionSyntax replacement)
    {
        if (AttributeArguments.Find(attribute, name) is not { } argument || IndexOf(argument, element) is not (>= 0 and var index))
        {
            return attribute;
        }

        var old = AttributeArguments.Elements(argument.Expression)[index];
        return attribute.ReplaceNode(old, replacement.WithTriviaFrom(old));
    }

    /// <summary>Removes an attribute with its brackets where it is alone in them; comments before it stay.</summary>
    public static void Remove(SyntaxEditor editor, AttributeSyntax attribute)
    {
        if (attribute.Parent is AttributeListSyntax { Attributes.Count: 1, Parent: { } owner } list)
        {
            editor.ReplaceNode(owner, (current, _) => RemoveList(current, list));
        }
        else
        {
            editor.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia);
        }
    }

    /// <summary>Adds an attribute to the same brackets.</summary>
    public static AttributeListSyntax AddAttribute(AttributeListSyntax list, AttributeSyntax attribute) => list.WithAttributes(Append(list.Attributes, attribute));

    private static SyntaxNode RemoveList(SyntaxNode owner, AttributeListSyntax list)
    {
        if (owner.ChildNodes().OfType<AttributeListSyntax>().FirstOrDefault(l => SyntaxFactory.AreEquivalent(l, list)) is not { } found)
        {
            return owner;
        }

        // The indentation before the list goes, what is written before it stays.
        var leading = found.GetLeadingTrivia();
        var kept = leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.Take(leading.Count - 1) : leading;
        var marker = new SyntaxAnnotation();
        owner = owner.ReplaceNode(found, found.WithAdditionalAnnotations(marker));
        var next = owner.GetAnnotatedNodes(marker).Single().GetLastToken().GetNextToken(includeZeroWidth: true);
        owner = owner.ReplaceToken(next, next.WithLeadingTrivia(kept.Concat(next.LeadingTrivia)));
        return owner.RemoveNode(owner.GetAnnotatedNodes(marker).Single(), SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    public static AttributeSyntax RemoveArgument(AttributeSyntax attribute, string name)
    {
        if (attribute.ArgumentList is not { } list || AttributeArguments.Find(attribute, name) is not { } argument)
        {
            return attribute;
        }

        return attribute.WithArgumentList(list.WithArguments(list.Arguments.Remove(argument)));
    }

    /// <summary><c>[a, b]</c>, or <c>new[] { a, b }</c> where the language is older than collection expressions.</summary>
    public static ExpressionSyntax Array(SyntaxNode place, params ExpressionSyntax[] elements)
    {
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var commas = Enumerable.Repeat(comma, elements.Length - 1);
        if (place.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 })
        {
            return SyntaxFactory.CollectionExpression(
                SyntaxFactory.SeparatedList<CollectionElementSyntax>(elements.Select(static e => SyntaxFactory.ExpressionElement(e)), commas));
        }

        return SyntaxFactory.ImplicitArrayCreationExpression(
            SyntaxFactory.InitializerExpression(SyntaxKind.ArrayInitializerExpression, SyntaxFactory.SeparatedList(elements, commas)))
            .NormalizeWhitespace();
    }

    private static AttributeSyntax AddArgument(AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        var argument = SyntaxFactory.AttributeArgument(value)
            .WithNameEquals(SyntaxFactory.NameEquals(
                SyntaxFactory.IdentifierName(name).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)));
        var list = attribute.ArgumentList;
        if (list is null)
        {
            return attribute
                .WithName(attribute.Name.WithoutTrailingTrivia())
                .WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)).WithTrailingTrivia(attribute.Name.GetTrailingTrivia()));
        }

        if (list.Arguments.Count == 0)
        {
            return attribute.WithArgumentList(list.WithArguments(list.Arguments.Add(argument)));
        }

        // One argument per line stays so.
        var last = list.Arguments.Last();
        if (list.Arguments.Count > 1 && last.GetLeadingTrivia() is { Count: > 0 } indentation && list.Arguments.GetSeparators().Last().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            var newLine = list.Arguments.GetSeparators().Last().TrailingTrivia;
            var separator = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(newLine);
            return attribute.WithArgumentList(list.WithArguments(
                SyntaxFactory.SeparatedList(
                    list.Arguments.Replace(last, last.WithoutTrailingTrivia()).Concat([argument.WithLeadingTrivia(indentation).WithTrailingTrivia(last.GetTrailingTrivia())]),
                    list.Arguments.GetSeparators().Concat([separator]))));
        }

        var separators = list.Arguments.GetSeparators().Concat([SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]);
        return attribute.WithArgumentList(list.WithArguments(
            SyntaxFactory.SeparatedList(
                list.Arguments.Replace(last, last.WithoutTrailingTrivia()).Concat([argument.WithTrailingTrivia(last.GetTrailingTrivia())]), separators)));
    }

    private static ExpressionSyntax Append(SyntaxNode place, ExpressionSyntax array, ExpressionSyntax[] elements)
    {
        switch (array)
        {
            case CollectionExpressionSyntax collection:
                return elements.Aggregate(collection, static (c, e) => c.WithElements(Append(c.Elements, SyntaxFactory.ExpressionElement(e))));
            case ImplicitArrayCreationExpressionSyntax implicitArray:
                return implicitArray.WithInitializer(Append(implicitArray.Initializer, elements));
            case ArrayCreationExpressionSyntax { Initializer: { } initializer } typed:
                return typed.WithInitializer(Append(initializer, elements));
            default:
                // null, default, new Type[0]: nothing in it to keep.
                return Array(place, elements).WithTriviaFrom(array);
        }
    }

    private static InitializerExpressionSyntax Append(InitializerExpressionSyntax initializer, ExpressionSyntax[] elements)
    {
        if (initializer.Expressions.Count > 0)
        {
            return elements.Aggregate(initializer, static (i, e) => i.WithExpressions(Append(i.Expressions, e)));
        }

        var open = initializer.OpenBraceToken.WithTrailingTrivia(SyntaxFactory.Space);
        var filled = elements.Aggregate(initializer.Expressions, static (l, e) => Append(l, e));
        return initializer.WithOpenBraceToken(open).WithExpressions(filled.Replace(filled.Last(), filled.Last().WithTrailingTrivia(SyntaxFactory.Space)));
    }

    /// <summary>Adds after the last element, whose trailing space or comment stays at the end.</summary>
    private static SeparatedSyntaxList<T> Append<T>(SeparatedSyntaxList<T> list, T element)
        where T : SyntaxNode
    {
        if (list.Count == 0)
        {
            return list.Add(element);
        }

        var last = list.Last();
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        if (list.SeparatorCount == list.Count)
        {
            // A trailing comma is there already.
            return SyntaxFactory.SeparatedList(
                list.Concat([element.WithLeadingTrivia(last.GetLeadingTrivia())]), list.GetSeparators());
        }

        return SyntaxFactory.SeparatedList(
            list.Replace(last, last.WithoutTrailingTrivia()).Concat([element.WithTrailingTrivia(last.GetTrailingTrivia())]),
            list.GetSeparators().Concat([comma]));
    }

    private static int IndexOf(AttributeArgumentSyntax argument, ExpressionSyntax element)
    {
        var elements = AttributeArguments.Elements(argument.Expression);
        for (var i = 0; i < elements.Length; i++)
        {
            if (SyntaxFactory.AreEquivalent(elements[i], element))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Count(ExpressionSyntax array) => AttributeArguments.Elements(array).Length;

    private static ExpressionSyntax RemoveAt(ExpressionSyntax array, int index) => array switch
    {
        CollectionExpressionSyntax collection => collection.WithElements(RemoveAt(collection.Elements, index)),
        ImplicitArrayCreationExpressionSyntax implicitArray => implicitArray.WithInitializer(
            implicitArray.Initializer.WithExpressions(RemoveAt(implicitArray.Initializer.Expressions, index))),
        ArrayCreationExpressionSyntax { Initializer: { } initializer } typed => typed.WithInitializer(
            initializer.WithExpressions(RemoveAt(initializer.Expressions, index))),
        _ => array,
    };

    /// <summary>The neighbors keep their own trivia: what was before the removed first element is now before the second.</summary>
    private static SeparatedSyntaxList<T> RemoveAt<T>(SeparatedSyntaxList<T> list, int index)
        where T : SyntaxNode
    {
        var removed = list[index];
        var rest = list.RemoveAt(index);
        if (index == list.Count - 1)
        {
            return rest.Replace(rest.Last(), rest.Last().WithTrailingTrivia(removed.GetTrailingTrivia()));
        }

        return index == 0 ? rest.Replace(rest[0], rest[0].WithLeadingTrivia(removed.GetLeadingTrivia())) : rest;
    }
}
