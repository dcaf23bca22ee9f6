using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Types that need no contract of the application's: those of the runtime's <c>PrimitiveJson</c>, which stands behind the application's contexts.</summary>
internal static class BuiltInContracts
{
    private const string Collections = "System.Collections.Generic";

    public static bool Has(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => IsPrimitive(array.ElementType),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsPrimitive(nullable.TypeArguments[0]) || IsAlone(nullable.TypeArguments[0]),
        INamedTypeSymbol { Name: "Dictionary", TypeArguments.Length: 2 } map when SymbolFacts.IsIn(map, Collections) => map.TypeArguments[0].SpecialType == SpecialType.System_String && IsPrimitive(map.TypeArguments[1]),
        INamedTypeSymbol { Name: "List", TypeArguments.Length: 1 } list when SymbolFacts.IsIn(list, Collections) => list.TypeArguments[0].SpecialType == SpecialType.System_String,
        _ => IsPrimitive(type) || IsAlone(type),
    };

    private static bool IsPrimitive(ITypeSymbol type) =>
        type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String) or SpecialType.System_DateTime
        || (type.Name is "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" && SymbolFacts.IsIn(type, "System"));

    /// <summary>Known alone, not in arrays and dictionaries.</summary>
    private static bool IsAlone(ITypeSymbol type) => type.Name switch
    {
        "Half" or "Int128" or "UInt128" or "Uri" or "Version" => SymbolFacts.IsIn(type, "System"),
        "JsonElement" or "JsonDocument" => SymbolFacts.IsIn(type, "System.Text.Json"),
        "JsonNode" or "JsonObject" or "JsonArray" or "JsonValue" => SymbolFacts.IsIn(type, "System.Text.Json.Nodes"),
        _ => false,
    };
}
