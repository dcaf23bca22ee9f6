using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What <c>[Obsolete]</c> makes an error to use. No pragma switches that off, and code that is obsolete itself may use it all the same.</summary>
internal static class ObsoleteUse
{
    /// <summary>The name of what a call of the handler cannot name; null where it can be called.</summary>
    public static string? FindError(IMethodSymbol method, INamedTypeSymbol type) =>
        IsError((ISymbol)method) ? method.Name
        : IsError((ITypeSymbol)type) ? type.Name
        : method.Parameters.Select(static p => p.Type).Append(method.ReturnType).FirstOrDefault(static t => IsError(t))?.Name;

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

    public static bool IsError(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsError(array.ElementType),
        INamedTypeSymbol named => IsError((ISymbol)named) || named.TypeArguments.Any(static a => IsError(a)),
        _ => false,
    };
}
