using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>
/// How the surface, the manifest and the comments of generated code write guards and backends: Bolt's own by their short name, others by their full name, so that two of one short name
/// are two. One of the application's own has a mark where it says something that the surface has to know.
/// </summary>
internal static class GuardText
{
    public static string Of(GuardUse use)
    {
        var name = Name(use.Type);
        if (use.Attribute is { } attribute)
        {
            var arguments = attribute.ConstructorArguments.SelectMany(static a => a.Kind == TypedConstantKind.Array && !a.IsNull ? a.Values.AsEnumerable() : [a])
                .Select(CSharpLiteral.Display)
                .Concat(attribute.NamedArguments.Select(static a => a.Key + " = " + CSharpLiteral.Display(a.Value)))
                .ToList();
            if (arguments.Count > 0)
            {
                name += "(" + string.Join(", ", arguments) + ")";
            }
        }

        return !IsBolt(use.Type) && GuardAttributes.NeedsIdentity(use.Type) ? name + SurfaceGuard.IdentityMark : name;
    }

    public static string OfBackend(INamedTypeSymbol type)
    {
        if (IsBolt(type) && type.GetMembers(BoltNames.DefaultName).OfType<IFieldSymbol>().FirstOrDefault() is { HasConstantValue: true, ConstantValue: string name })
        {
            return name;
        }

        return !IsBolt(type) && SymbolFacts.IsCookieBackend(type) ? FullName(type) + SurfacePolicy.CookieMark : FullName(type);
    }

    private static string Name(INamedTypeSymbol type) =>
        !IsBolt(type) ? FullName(type)
        : type.TypeArguments.IsEmpty ? type.Name
        : type.Name + "<" + string.Join(", ", type.TypeArguments.Select(TypeNames.Display)) + ">";

    /// <summary>A type outside of all namespaces must not be taken for one of Bolt's.</summary>
    private static string FullName(INamedTypeSymbol type)
    {
        var name = TypeNames.Display(type);
        return type is { SpecialType: SpecialType.None, ContainingType: null, ContainingNamespace.IsGlobalNamespace: true } ? "global::" + name : name;
    }

    private static bool IsBolt(INamedTypeSymbol type) => SymbolFacts.IsBolt(type, type.Name);
}
