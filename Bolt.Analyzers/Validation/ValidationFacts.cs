using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What ASP.NET Core would check of a type, if it knew the type.</summary>
internal static class ValidationFacts
{
    /// <summary>The first type that has something to check: the type itself, what it derives from, or a type of its members.</summary>
    public static INamedTypeSymbol? FindChecked(ITypeSymbol root)
    {
        var visited = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ITypeSymbol>([root]);
        while (pending.Count > 0)
        {
            foreach (var type in Parts(pending.Dequeue()).OfType<INamedTypeSymbol>().Where(visited.Add))
            {
                if (IsChecked(type))
                {
                    return type;
                }

                foreach (var next in Reachable(type))
                {
                    pending.Enqueue(next);
                }
            }
        }

        return null;
    }

    /// <summary>The type itself, or what a nullable value, an array or a collection is made of; nothing for the platform's own types.</summary>
    public static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol { TypeArguments.IsEmpty: false } generic when IsPlatform(generic) => generic.TypeArguments.SelectMany(Parts),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, SpecialType: SpecialType.None } named when !IsPlatform(named) && !IsSkipped(named) => [named],
        _ => [],
    };

    /// <summary>The types of a type's members, what it derives from, and what is named as deriving from it.</summary>
    public static IEnumerable<ITypeSymbol> Reachable(ITypeSymbol type)
    {
        foreach (var property in Properties(type))
        {
            yield return property.Type;
        }

        if (type.BaseType is { SpecialType: SpecialType.None } parent)
        {
            yield return parent;
        }

        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolFacts.Is(attribute.AttributeClass, PlatformNames.JsonDerivedTypeAttribute) && attribute.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol derived)
            {
                yield return derived;
            }
        }
    }

    private static bool IsChecked(INamedTypeSymbol type) =>
        SymbolFacts.Implements(type, PlatformNames.ValidatableObject)
        || type.GetAttributes().Any(IsValidation)
        || Properties(type).Any(static p => p.GetAttributes().Any(IsValidation))

        // A record's attributes are mostly written on the parameters of its primary constructor.
        || (type.IsRecord && type.InstanceConstructors.SelectMany(static c => c.Parameters).Any(p => p.GetAttributes().Any(IsValidation) && type.GetMembers(p.Name).OfType<IPropertySymbol>().Any()));

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Where(static p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } && !IsSkipped(p));

    /// <summary><c>[DataType]</c> itself only describes.</summary>
    private static bool IsValidation(AttributeData attribute)
    {
        for (var type = attribute.AttributeClass; type is not null && !SymbolFacts.Is(attribute.AttributeClass, PlatformNames.DataTypeAttribute); type = type.BaseType)
        {
            if (SymbolFacts.Is(type, PlatformNames.ValidationAttribute))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSkipped(ISymbol symbol) => symbol.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.SkipValidationAttribute));

    private static bool IsPlatform(INamedTypeSymbol type) =>
        type.ContainingAssembly?.Name is { } assembly
        && (assembly.StartsWith("System.", System.StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", System.StringComparison.Ordinal) || assembly is "mscorlib" or "netstandard" or BoltNames.RuntimeAssembly);
}
