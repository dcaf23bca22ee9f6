using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What a symbol is to Bolt. Asked by name and assembly, so that nothing has to be looked up or kept per compilation.</summary>
internal static class SymbolFacts
{
    private static readonly PerType<bool> Nameable = new(SymbolEqualityComparer.Default, FindNameable);

    /// <summary>True for the type <c>Bolt.<paramref name="name"/></c> of Bolt.Runtime.</summary>
    public static bool IsBolt(ITypeSymbol? type, string name) =>
        type is INamedTypeSymbol { ContainingType: null } named
        && named.Name == name
        && named.ContainingNamespace is { Name: BoltNames.Namespace, ContainingNamespace.IsGlobalNamespace: true }
        && named.ContainingAssembly?.Name == BoltNames.RuntimeAssembly;

    /// <summary>True for the platform's type of that name: not for a user's type that is called the same. Allocates nothing: it is asked at every keystroke.</summary>
    public static bool Is(ITypeSymbol? type, PlatformName name) =>
        type is INamedTypeSymbol { ContainingType: null } named && named.Arity == name.Arity && named.Name == name.Name && IsNamespace(named.ContainingNamespace, name.Namespace);

    /// <summary>The type is in the namespace, and not nested in another one.</summary>
    public static bool IsIn(ITypeSymbol? type, string @namespace) => type is INamedTypeSymbol { ContainingType: null } named && IsNamespace(named.ContainingNamespace, @namespace);

    /// <summary>The type is, or implements, the platform's interface.</summary>
    public static bool Implements(ITypeSymbol? type, PlatformName name)
    {
        if (type is null || Is(type, name))
        {
            return type is not null;
        }

        foreach (var candidate in type.AllInterfaces)
        {
            if (Is(candidate, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All types of an assembly, nested ones behind those that enclose them.</summary>
    public static IEnumerable<INamedTypeSymbol> AllTypes(IAssemblySymbol assembly)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>([assembly.GlobalNamespace]);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (current is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (var inner in current.GetMembers().OfType<INamespaceOrTypeSymbol>().Reverse())
            {
                pending.Push(inner);
            }
        }
    }

    /// <summary>The type, or one that it derives from, is in no referenced assembly.</summary>
    public static bool IsUnresolved(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error)
            {
                return true;
            }
        }

        return type is null;
    }

    /// <summary>The <c>required</c> members of a type and its base types.</summary>
    public static IEnumerable<ISymbol> RequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers().Where(static m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                yield return member;
            }
        }
    }

    public static bool IsRouteAttribute(INamedTypeSymbol? type) => DerivesFrom(type, BoltNames.BaseRouteAttribute);

    public static bool IsSyncGuard(ITypeSymbol? type) => DerivesFrom(type, BoltNames.Guard);

    public static bool IsAsyncGuard(ITypeSymbol? type) => DerivesFrom(type, BoltNames.AsyncGuard);

    public static bool IsGuard(ITypeSymbol? type) => IsSyncGuard(type) || IsAsyncGuard(type);

    public static bool IsAllowAny(ITypeSymbol? type) => IsBolt(type, BoltNames.AllowAny);

    /// <summary>A stream of any kind.</summary>
    public static bool IsStream(ITypeSymbol? type)
    {
        while (type is not null && !Is(type, PlatformNames.Stream))
        {
            type = type.BaseType;
        }

        return type is not null;
    }

    public static bool IsBackend(ITypeSymbol type) => Implements(type, BoltNames.Backend);

    /// <summary>Browsers send its credential by themselves, so that its callers have to be checked for requests of other sites.</summary>
    public static bool IsCookieBackend(ITypeSymbol type) => Implements(type, BoltNames.CookieBackend);

    /// <summary>True when code of this assembly may use the symbol.</summary>
    /// <remarks>The compiler first looks through all references for the symbol's assembly, at every question; what is public all the way out, or the project's own, needs no answer.</remarks>
    public static bool IsAccessible(ISymbol symbol, Compilation compilation) =>
        (symbol is ITypeSymbol type ? IsOpen(type, compilation) : symbol.ContainingType is { } container && IsDeclaredOpen(symbol, compilation) && IsOpen(container, compilation))
        || compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    private static bool IsOpen(ITypeSymbol type, Compilation compilation)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsOpen(array.ElementType, compilation);
            case ITypeParameterSymbol or IDynamicTypeSymbol:
                return true;
            case INamedTypeSymbol named:
                for (var current = named; current is not null; current = current.ContainingType)
                {
                    if (!IsDeclaredOpen(current, compilation))
                    {
                        return false;
                    }

                    foreach (var argument in current.TypeArguments)
                    {
                        if (!IsOpen(argument, compilation))
                        {
                            return false;
                        }
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private static bool IsDeclaredOpen(ISymbol symbol, Compilation compilation) =>
        symbol.DeclaredAccessibility == Accessibility.Public
        || (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly));

    /// <summary>True when generated code, which is another file of the same assembly, can name the type and its type arguments; an open one (<c>List&lt;&gt;</c>), in a <c>typeof</c>.</summary>
    public static bool IsNameable(ITypeSymbol type, Compilation compilation) => type.SpecialType != SpecialType.None || Nameable.Of(type, compilation);

    private static bool FindNameable(ITypeSymbol type, Compilation compilation)
    {
        var isOpen = false;
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsNameable(array.ElementType, compilation);
            case IErrorTypeSymbol or ITypeParameterSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol:
                return false;
            case IDynamicTypeSymbol:
                return true;
            case INamedTypeSymbol named:
                if (named.IsUnboundGenericType)
                {
                    // typeof(List<>): what would be its arguments are no types.
                    named = named.OriginalDefinition;
                    isOpen = true;
                }

                if (named.IsAnonymousType || !IsAccessible(named, compilation))
                {
                    return false;
                }

                for (INamedTypeSymbol? outer = named; outer is not null; outer = outer.ContainingType)
                {
                    if (outer.IsFileLocal || (outer.ContainingType is null && !FullNames.Mean(outer, compilation)))
                    {
                        return false;
                    }

                    foreach (var argument in outer.TypeArguments)
                    {
                        if (!isOpen && !IsNameable(argument, compilation))
                        {
                            return false;
                        }
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private static bool IsNamespace(INamespaceSymbol? symbol, string name)
    {
        var end = name.Length;
        while (symbol is { IsGlobalNamespace: false })
        {
            var start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0 || (start > 0 && name[start - 1] != '.'))
            {
                return false;
            }

            symbol = symbol.ContainingNamespace;
            end = start - 1;
        }

        return symbol is not null && end == -1;
    }

    private static bool Implements(ITypeSymbol type, string boltName)
    {
        foreach (var candidate in type.AllInterfaces)
        {
            if (IsBolt(candidate, boltName))
            {
                return true;
            }
        }

        return false;
    }

    private static bool DerivesFrom(ITypeSymbol? type, string boltName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (IsBolt(current, boltName))
            {
                return true;
            }
        }

        return false;
    }
}
