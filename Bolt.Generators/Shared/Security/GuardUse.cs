using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>
/// A guard as written: put on a symbol as an <paramref name="Attribute"/>, or the element at <paramref name="Index"/> of the <c>Guards</c> of
/// <paramref name="List"/>. Two are equal where they are the same place in the source, so that a level two chains share counts once.
/// </summary>
internal readonly record struct GuardUse(INamedTypeSymbol Type, AttributeData? Attribute, AttributeData? List = null, int Index = -1)
{
    public bool IsAllowAny => SymbolFacts.IsAllowAny(Type);
}
