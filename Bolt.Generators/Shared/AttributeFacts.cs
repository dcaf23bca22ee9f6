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
        && !MayHaveLostArguments(attribute)
        && attribute.ConstructorArguments.All(a => IsUnderstood(a, compilation))
        && attribute.NamedArguments.All(a => IsUnderstood(a.Value, compilation));

    /// <summary>Generated code can name the attribute and call the constructor that the user's does.</summary>
    public static bool IsReachable(AttributeData attribute, Compilation compilation) =>
        SymbolFacts.IsNameable(attribute.AttributeClass!, compilation) && SymbolFacts.IsAccessible(attribute.AttributeConstructor!, compilation);

    /// <summary>Its type is in no referenced assembly: it may have been meant as anything, and the compiler reports it.</summary>
    public static bool IsUnresolved(AttributeData attribute) => attribute.AttributeClass is null or { TypeKind: TypeKind.Error };

    /// <summary>The compiler drops a misspelled <c>Gaurds = …</c> from the attribute's data; what it was meant to ask must not be lost with it.</summary>
    public static bool HasNoUnknownMember(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments }
        || arguments.Count(static a => a.NameEquals is not null) == attribute.NamedArguments.Length;

    /// <summary>
    /// Of an attribute in another assembly the compiler silently drops all arguments where it cannot decode one: the value of an enum that is in no
    /// referenced assembly. Created again without them, a guard could ask for less.
    /// </summary>
    private static bool MayHaveLostArguments(AttributeData attribute)
    {
        if (attribute.ApplicationSyntaxReference is not null || !attribute.ConstructorArguments.IsEmpty || !attribute.NamedArguments.IsEmpty)
        {
            return false;
        }

        for (var current = attribute.AttributeClass; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(static m => m is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && MayTakeEnum(m)))
            {
                return true;
            }
        }

        return !attribute.AttributeConstructor!.Parameters.IsEmpty;
    }

    private static bool MayTakeEnum(ISymbol member)
    {
        var type = member is IFieldSymbol { IsReadOnly: false, IsConst: false } field ? field.Type
            : member is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public } property ? property.Type
            : null;
        type = type is IArrayTypeSymbol array ? array.ElementType : type;
        return type is { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Object };
    }

    private static bool IsUnderstood(TypedConstant constant, Compilation compilation) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array => constant.IsNull || constant.Values.All(v => IsUnderstood(v, compilation)),
        TypedConstantKind.Type => constant.IsNull || (constant.Value is ITypeSymbol type && SymbolFacts.IsNameable(type, compilation)),
        TypedConstantKind.Enum => constant.Type is { } type && SymbolFacts.IsNameable(type, compilation),
        _ => true,
    };
}
