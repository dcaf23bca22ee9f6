using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Shared;

/// <summary>What generated code can do with an attribute that the user wrote.</summary>
internal static class AttributeFacts
{
    /// <summary>The compiler evaluated every argument, and generated code can name what they are made of.</summary>
    public static bool IsUnderstood(AttributeData attribute, Compilation compilation) =>
        attribute.AttributeConstructor is not null
        && HasNoUnknownMember(attribute)
        && attribute.ConstructorArguments.All(a => IsUnderstood(a, compilation))
        && attribute.NamedArguments.All(a => IsUnderstood(a.Value, compilation));

    /// <summary>Generated code can name the attribute and call the constructor that the user's does.</summary>
    public static bool IsReachable(AttributeData attribute, Compilation compilation) =>
        SymbolFacts.IsNameable(attribute.AttributeClass!, compilation) && compilation.IsSymbolAccessibleWithin(attribute.AttributeConstructor!, compilation.Assembly);

    /// <summary>The compiler drops a misspelt <c>Gaurds = …</c> from the attribute's data; what it was meant to ask must not be lost with it.</summary>
    public static bool HasNoUnknownMember(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments }
        || arguments.Count(static a => a.NameEquals is not null) == attribute.NamedArguments.Length;

    private static bool IsUnderstood(TypedConstant constant, Compilation compilation) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array => constant.IsNull || constant.Values.All(v => IsUnderstood(v, compilation)),
        TypedConstantKind.Type => constant.IsNull || (constant.Value is ITypeSymbol type && SymbolFacts.IsNameable(type, compilation)),
        TypedConstantKind.Enum => constant.Type is { } type && SymbolFacts.IsNameable(type, compilation),
        _ => true,
    };
}
