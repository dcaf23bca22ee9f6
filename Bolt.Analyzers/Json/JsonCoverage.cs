using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Which types the contexts of System.Text.Json's generator have contracts for. Errs on the side of "covered".</summary>
internal sealed class JsonCoverage
{
    private readonly HashSet<ITypeSymbol> _covered = new(SymbolEqualityComparer.Default);

    public bool Covers(ITypeSymbol type) => BuiltInContracts.Has(type) || NeedsNone(type) || Names(type);

    /// <summary>A context names the type itself, or reaches it.</summary>
    public bool Names(ITypeSymbol type) => _covered.Contains(type);

    public static bool IsContext(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } && SymbolFacts.Is(type.BaseType, PlatformNames.JsonSerializerContext);

    /// <summary>The types a context names, and whatever can be reached from them: elements, type arguments, properties, derived types.</summary>
    public void AddContext(INamedTypeSymbol context)
    {
        foreach (var attribute in context.GetAttributes())
        {
            if (SymbolFacts.Is(attribute.AttributeClass, PlatformNames.JsonSerializableAttribute)
                && attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Type, Value: ITypeSymbol root })
            {
                Add(root);
            }
        }
    }

    /// <summary>The contexts of a referenced assembly.</summary>
    public void AddAssembly(IAssemblySymbol assembly)
    {
        foreach (var type in SymbolFacts.AllTypes(assembly).Where(IsContext))
        {
            AddContext(type);
        }
    }

    private void Add(ITypeSymbol root)
    {
        var pending = new Stack<ITypeSymbol>([root]);
        while (pending.Count > 0)
        {
            var type = pending.Pop();
            if (type.TypeKind == TypeKind.Error || !_covered.Add(type))
            {
                continue;
            }

            if (type is IArrayTypeSymbol array)
            {
                pending.Push(array.ElementType);
                continue;
            }

            if (type is not INamedTypeSymbol named)
            {
                continue;
            }

            foreach (var next in named.TypeArguments.Concat(Properties(named)).Concat(Derived(named)))
            {
                pending.Push(next);
            }
        }
    }

    private static IEnumerable<ITypeSymbol> Properties(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                switch (member)
                {
                    case IPropertySymbol { IsStatic: false, IsIndexer: false } property:
                        yield return property.Type;
                        break;
                    case IFieldSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public } field:
                        yield return field.Type;
                        break;
                }
            }
        }
    }

    private static IEnumerable<ITypeSymbol> Derived(INamedTypeSymbol type) => type.GetAttributes()
        .Where(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.JsonDerivedTypeAttribute))
        .Select(static a => a.ConstructorArguments.FirstOrDefault().Value)
        .OfType<ITypeSymbol>();

    /// <summary>What is not written by its declared type, is another rule's, or is ASP.NET Core's own.</summary>
    private static bool NeedsNone(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Object
        || type.TypeKind is TypeKind.Dynamic or TypeKind.TypeParameter or TypeKind.Error
        || (type.Name is "ProblemDetails" or "HttpValidationProblemDetails" or "ValidationProblemDetails" && (SymbolFacts.IsIn(type, PlatformNames.Mvc) || SymbolFacts.IsIn(type, PlatformNames.Http)));
}
