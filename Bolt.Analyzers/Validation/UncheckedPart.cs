using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Something that has validation attributes and is not checked, and where ASP.NET Core's validation stops on the way to it.</summary>
internal sealed class UncheckedPart(INamedTypeSymbol owner, ISymbol? member, ValidationStop stop)
{
    /// <summary>The type that has the attributes.</summary>
    public INamedTypeSymbol Owner => owner;

    /// <summary>The member that has them; null where they are on the type, or the type checks itself.</summary>
    public ISymbol? Member => member;

    public ValidationStop Stop => stop;
}

/// <summary>The last that ASP.NET Core's validation looks at.</summary>
/// <param name="Type">The type that it writes nothing for, or that it does not look into; null at a member.</param>
/// <param name="Member">The member that it passes over; null at a type.</param>
/// <param name="Array">The member whose type, an array, hides <paramref name="Type"/>.</param>
/// <param name="IsParameter">Parameters of the type are not looked at, whatever is marked.</param>
internal sealed record ValidationStop(ITypeSymbol? Type = null, ISymbol? Member = null, IPropertySymbol? Array = null, bool IsParameter = false);
