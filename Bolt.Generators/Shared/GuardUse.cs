using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>A guard as written: listed by type in <c>Guards =</c> (no <paramref name="Attribute"/>) or put on a symbol as an attribute.</summary>
internal readonly record struct GuardUse(INamedTypeSymbol Type, AttributeData? Attribute)
{
    public bool IsAllowAny => SymbolFacts.IsAllowAny(Type);
}
