using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>What the compiler or the trimmer reports wherever it is used. They would report generated code too, where a user's <c>#pragma</c> or suppression does not reach.</summary>
internal static class UsageWarnings
{
    /// <summary>The attribute, or something its arguments name, is such.</summary>
    public static bool Any(AttributeData attribute) =>
        IsReported(attribute.AttributeConstructor!)
        || IsReported(attribute.AttributeClass)
        || attribute.ConstructorArguments.Any(IsReported)
        || attribute.NamedArguments.Any(static a => IsReported(a.Value));

    public static bool IsReported(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (Reports(current))
            {
                return true;
            }
        }

        return symbol.ContainingAssembly is { } assembly && (Reports(assembly) || Reports(symbol.ContainingModule));
    }

    private static bool IsReported(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Array => IsReported(constant.Type) || (!constant.IsNull && constant.Values.Any(IsReported)),
        TypedConstantKind.Type => IsReported(constant.Value as ITypeSymbol),
        _ => IsReported(constant.Type),
    };

    private static bool IsReported(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsReported(array.ElementType),
        INamedTypeSymbol named => IsReported((ISymbol)named) || named.TypeArguments.Any(IsReported),
        _ => false,
    };

    private static bool Reports(ISymbol symbol) => symbol.GetAttributes().Any(static a => a.AttributeClass switch
    {
        { Name: "ExperimentalAttribute" } type => SymbolFacts.IsIn(type, PlatformNames.CodeAnalysis),
        { } type when RequirementParser.Is(type) => true,
        // A plain one is a warning that generated files suppress.
        { } type when SymbolFacts.Is(type, PlatformNames.ObsoleteAttribute) => a.ConstructorArguments.Any(static c => c.Value is true) || a.NamedArguments.Any(static n => n.Key == "DiagnosticId"),
        _ => false,
    });
}
