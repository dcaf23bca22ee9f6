using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The only place where types become C#.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat FullFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat TypeOfFormat = FullFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat DisplayFormat = TypeOfFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary><c>global::A.B&lt;string?&gt;</c>, without a <c>?</c> of its own. <c>dynamic</c> is the object it is: a dynamic argument would bind the whole call at run time.</summary>
    public static string Full(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(FullFormat);

    /// <summary>What <c>typeof</c> takes: no annotations, and <c>dynamic</c> as the object it is.</summary>
    public static string TypeOf(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : type.ToDisplayString(TypeOfFormat);

    /// <summary><c>A.B</c>, for people.</summary>
    public static string Display(ITypeSymbol type) => type.ToDisplayString(DisplayFormat);
}
