using System;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bolt.Analyzers;

/// <summary>Where in the source an attribute, one of its arguments or one element of an argument is.</summary>
internal static class AttributeLocations
{
    public static Location ForAttribute(AttributeData attribute, CancellationToken cancellationToken) => Syntax(attribute, cancellationToken)?.GetLocation() ?? Location.None;

    /// <summary>The named argument; the whole attribute where it is not written.</summary>
    public static Location ForArgument(AttributeData attribute, string name, CancellationToken cancellationToken)
    {
        var syntax = Syntax(attribute, cancellationToken);
        return (AttributeArguments.Find(syntax, name) ?? (SyntaxNode?)syntax)?.GetLocation() ?? Location.None;
    }

    /// <summary>One element of an array argument, in whatever form the array is written.</summary>
    public static Location ForElement(AttributeData attribute, string name, int index, CancellationToken cancellationToken)
    {
        var syntax = Syntax(attribute, cancellationToken);
        var argument = AttributeArguments.Find(syntax, name);
        if (argument is null || index < 0)
        {
            return (argument ?? (SyntaxNode?)syntax)?.GetLocation() ?? Location.None;
        }

        var elements = AttributeArguments.Elements(argument.Expression);
        return (index < elements.Length ? elements[index] : argument.Expression).GetLocation();
    }

    /// <summary>A guard of a level, where it is listed or written as an attribute.</summary>
    public static Location ForGuard(AttributeData? settings, GuardUse guard, CancellationToken cancellationToken)
    {
        if (guard.Attribute is { } attribute)
        {
            return ForAttribute(attribute, cancellationToken);
        }

        foreach (var argument in settings?.NamedArguments ?? [])
        {
            if (argument is { Key: BoltNames.GuardsArgument, Value: { Kind: TypedConstantKind.Array, IsNull: false } list })
            {
                for (var i = 0; i < list.Values.Length; i++)
                {
                    if (SymbolEqualityComparer.Default.Equals(list.Values[i].Value as ISymbol, guard.Type))
                    {
                        return ForElement(settings!, BoltNames.GuardsArgument, i, cancellationToken);
                    }
                }
            }
        }

        return Location.None;
    }

    /// <summary>A constructor argument by its place; in a <c>params</c> list the <paramref name="element"/>th element.</summary>
    public static Location ForConstructorArgument(AttributeData attribute, int index, int element, CancellationToken cancellationToken)
    {
        var syntax = Syntax(attribute, cancellationToken);
        var positional = syntax?.ArgumentList?.Arguments.Where(static a => a.NameEquals is null).Select(static a => a.Expression).ToList() ?? [];
        if (element < 0)
        {
            return (positional.ElementAtOrDefault(index) ?? (SyntaxNode?)syntax)?.GetLocation() ?? Location.None;
        }

        // Either written out one by one, or as one array.
        if (positional.Count == index + 1 && AttributeArguments.Elements(positional[index]) is { IsEmpty: false } elements)
        {
            return (element < elements.Length ? elements[element] : positional[index]).GetLocation();
        }

        return (positional.ElementAtOrDefault(index + element) ?? (SyntaxNode?)syntax)?.GetLocation() ?? Location.None;
    }

    /// <summary>
    /// A part of the pattern of a route attribute, where the literal has the pattern as it is: in quotes of any kind, without escapes. Else the whole pattern.
    /// </summary>
    /// <param name="attribute">The route attribute.</param>
    /// <param name="part">The part, of the pattern as it is joined to no prefix: the end of it is the end of the literal.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static Location ForPatternPart(AttributeData attribute, TextSpan part, CancellationToken cancellationToken)
    {
        var whole = ForConstructorArgument(attribute, 0, -1, cancellationToken);
        if (Syntax(attribute, cancellationToken)?.ArgumentList?.Arguments.FirstOrDefault() is not { NameEquals: null, NameColon: null, Expression: LiteralExpressionSyntax { Token: var token } }
            || token.Value is not string pattern
            || token.Text.IndexOf(pattern, StringComparison.Ordinal) is not (>= 0 and var quotes))
        {
            return whole;
        }

        // A slash is put in front where there is none, and a '~' in front of it is left out.
        var start = part.Start + pattern.Length - RouteAttributeReader.Join(string.Empty, pattern).Length;
        return start < 0 || start + part.Length > pattern.Length ? whole : Location.Create(token.SyntaxTree!, new(token.SpanStart + quotes + start, part.Length));
    }

    public static AttributeSyntax? Syntax(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
}
