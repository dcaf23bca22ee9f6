using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Types of session values that need no contract of the application's: those of the runtime's <c>PrimitiveJson</c>.</summary>
internal static class SessionPrimitives
{
    private const string Collections = "System.Collections.Generic";

    public static bool Has(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => IsPrimitive(array.ElementType),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsPrimitive(nullable.TypeArguments[0]),
        INamedTypeSymbol { Name: "Dictionary", TypeArguments.Length: 2 } map when SymbolFacts.IsIn(map, Collections) => map.TypeArguments[0].SpecialType == SpecialType.System_String && IsPrimitive(map.TypeArguments[1]),
        INamedTypeSymbol { Name: "List", TypeArguments.Length: 1 } list when SymbolFacts.IsIn(list, Collections) => list.TypeArguments[0].SpecialType == SpecialType.System_String,
        INamedTypeSymbol { Name: "JsonElement" } => SymbolFacts.IsIn(type, "System.Text.Json"),
        _ => IsPrimitive(type),
    };

    private static bool IsPrimitive(ITypeSymbol type) =>
        type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String) or SpecialType.System_DateTime
        || (type.Name is "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" && SymbolFacts.IsIn(type, "System"));
}
