using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What attributes and types say about validation.</summary>
internal static class ValidationFacts
{
    /// <summary>More than the types of one body have.</summary>
    private const int MostArguments = 100;

    /// <summary>The attribute can refuse a value. <c>[DataType]</c> itself only describes.</summary>
    public static bool IsCheck(AttributeData attribute) => IsValidation(attribute) && !SymbolFacts.Is(attribute.AttributeClass, PlatformNames.DataTypeAttribute);

    /// <summary>An attribute of ASP.NET Core's validation, whether or not it refuses anything.</summary>
    public static bool IsValidation(AttributeData attribute)
    {
        for (var type = attribute.AttributeClass?.BaseType; type is not null; type = type.BaseType)
        {
            if (SymbolFacts.Is(type, PlatformNames.ValidationAttribute))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsSkipped(ISymbol symbol) => Has(symbol, PlatformNames.SkipValidationAttribute);

    /// <summary>The validation leaves it out where <c>[SkipValidation]</c> stands on it or on its type, and where it is a service.</summary>
    public static bool IsSkipped(ISymbol symbol, ITypeSymbol type) =>
        IsSkipped(symbol) || IsSkipped(type) || symbol.GetAttributes().Any(static a => SymbolFacts.Implements(a.AttributeClass, PlatformNames.FromServiceMetadata) || SymbolFacts.Is(a.AttributeClass, PlatformNames.FromKeyedServicesAttribute));

    public static bool Has(ISymbol symbol, PlatformName attribute) => symbol.GetAttributes().Any(a => SymbolFacts.Is(a.AttributeClass, attribute));

    /// <summary>The value is never read from JSON: <c>[JsonIgnore]</c> without a condition.</summary>
    public static bool IsNeverRead(IPropertySymbol property) => property.GetAttributes().Any(static a =>
        SymbolFacts.Is(a.AttributeClass, PlatformNames.JsonIgnoreAttribute) && a.NamedArguments.All(static n => n is not { Key: "Condition", Value.Value: not 1 }));

    /// <summary>The types that <c>[JsonDerivedType]</c> on the type names.</summary>
    public static IEnumerable<INamedTypeSymbol> DerivedTypes(ITypeSymbol type) => type.GetAttributes()
        .Where(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.JsonDerivedTypeAttribute))
        .Select(static a => a.ConstructorArguments.FirstOrDefault().Value)
        .OfType<INamedTypeSymbol>()
        .Where(d => !SymbolEqualityComparer.Default.Equals(d, type));

    /// <summary>What a collection holds; null for a type that is none.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType;
        }

        return type is not INamedTypeSymbol { SpecialType: not SpecialType.System_String } named ? null
            : SymbolFacts.Is(named, PlatformNames.EnumerableOf) ? named.TypeArguments[0]
            : named.AllInterfaces.FirstOrDefault(static i => SymbolFacts.Is(i, PlatformNames.EnumerableOf))?.TypeArguments[0];
    }

    public static bool IsEnumerable(ITypeSymbol type) => type.SpecialType != SpecialType.System_String && SymbolFacts.Implements(type, PlatformNames.Enumerable);

    /// <summary>The value type that a <c>Nullable&lt;T&gt;</c> holds, or the type itself.</summary>
    public static ITypeSymbol WithoutNullable(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    /// <summary>A type of .NET, of ASP.NET Core or of Bolt itself, whose members have no validation attributes.</summary>
    public static bool IsPlatform(ITypeSymbol type) =>
        type.ContainingAssembly?.Name is { } assembly
        && (assembly.StartsWith("System.", System.StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", System.StringComparison.Ordinal) || assembly is "mscorlib" or "netstandard" or BoltNames.RuntimeAssembly);

    /// <summary>A type of the platform that is made of no type of anybody else's.</summary>
    public static bool IsOnlyPlatform(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsOnlyPlatform(array.ElementType),
        INamedTypeSymbol named => IsPlatform(named) && named.TypeArguments.All(IsOnlyPlatform) && (named.ContainingType is null || IsOnlyPlatform(named.ContainingType)),
        _ => false,
    };

    /// <summary>False for a generic type that has been met with so many arguments that there is no end of them: <c>class Node&lt;T&gt; { public Node&lt;List&lt;T&gt;&gt; Next … }</c>.</summary>
    public static bool IsWithinReach(INamedTypeSymbol type, Dictionary<ITypeSymbol, int> met)
    {
        if (!type.IsGenericType)
        {
            return true;
        }

        met.TryGetValue(type.OriginalDefinition, out var count);
        met[type.OriginalDefinition] = count + 1;
        return count < MostArguments;
    }
}
