using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What <c>[Obsolete]</c> makes an error to use. No pragma switches that off, and code that is obsolete itself may use it all the same.</summary>
internal static class ObsoleteUse
{
    private static readonly PerType<bool> Errors = new(SymbolEqualityComparer.Default, Find);

    /// <summary>The name of what a call of the handler cannot name; null where it can be called.</summary>
    public static string? FindError(IMethodSymbol method, INamedTypeSymbol type, Compilation compilation) =>
        IsError((ISymbol)method) ? method.Name
        : IsError((ITypeSymbol)type, compilation) ? type.Name
        : method.Parameters.Select(static p => p.Type).Append(method.ReturnType).FirstOrDefault(t => IsError(t, compilation))?.Name;

    public static bool IsError(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current is INamedTypeSymbol or IMethodSymbol
                && current.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.ObsoleteAttribute) && a.ConstructorArguments.Any(static c => c.Value is true)))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsError(ITypeSymbol type, Compilation compilation) => type.SpecialType == SpecialType.None && Errors.Of(type, compilation);

    private static bool Find(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => IsError(array.ElementType, compilation),
        INamedTypeSymbol named => IsError((ISymbol)named) || named.TypeArguments.Any(a => IsError(a, compilation)),
        _ => false,
    };
}
