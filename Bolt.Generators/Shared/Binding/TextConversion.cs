using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>How text from a route, query or header becomes a type, as minimal APIs do.</summary>
internal static class TextConversion
{
    /// <summary>Null when no text can become the type.</summary>
    public static ParseKind? Find(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String)
        {
            return ParseKind.None;
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return ParseKind.Enum;
        }

        if (type.AllInterfaces.Any(i =>
            SymbolFacts.Is(i, PlatformNames.Parsable)
            && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type)))
        {
            return ParseKind.Parsable;
        }

        if (SymbolFacts.Is(type, PlatformNames.Uri))
        {
            return ParseKind.Uri;
        }

        ParseKind? found = null;
        foreach (var method in NamedMethods.Of(type, "TryParse"))
        {
            if (method is not { IsStatic: true, DeclaredAccessibility: Accessibility.Public, ReturnType.SpecialType: SpecialType.System_Boolean }
                || method.Parameters.Length < 2
                || method.Parameters[0].Type.SpecialType != SpecialType.System_String
                || method.Parameters.Last() is not { RefKind: RefKind.Out } result
                || !SymbolEqualityComparer.Default.Equals(result.Type, type))
            {
                continue;
            }

            if (method.Parameters.Length == 3 && SymbolFacts.Is(method.Parameters[1].Type, PlatformNames.FormatProvider))
            {
                return ParseKind.TryParseFormat;
            }

            if (method.Parameters.Length == 2)
            {
                found = ParseKind.TryParse;
            }
        }

        return found;
    }
}
