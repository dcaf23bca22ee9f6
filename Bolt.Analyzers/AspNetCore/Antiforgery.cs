using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>ASP.NET Core's word for protection against requests of other sites, as the endpoint will carry it.</summary>
internal static class Antiforgery
{
    private const string Namespace = "Microsoft.AspNetCore.Antiforgery";

    /// <summary>
    /// The <c>[RequireAntiforgeryToken(false)]</c> that has the handler's last word, or null. An attribute of another type may say either, so that where one is nearer nothing is known.
    /// </summary>
    public static AttributeData? SwitchedOff(IMethodSymbol handler)
    {
        var nearest = Levels(handler).Select(static l => l.Where(IsAntiforgery).ToList()).FirstOrDefault(static l => l.Count > 0);
        return nearest?.Count == 1 && Is(nearest[0].AttributeClass, "RequireAntiforgeryTokenAttribute") && nearest[0].ConstructorArguments.Any(static a => a.Value is false)
            ? nearest[0]
            : null;
    }

    /// <summary>From the nearest to the farthest. Attributes are inherited, and those of the method come behind those of its class.</summary>
    private static IEnumerable<ImmutableArray<AttributeData>> Levels(IMethodSymbol handler)
    {
        for (var method = handler; method is not null; method = method.OverriddenMethod)
        {
            yield return method.GetAttributes();
        }

        for (var type = handler.ContainingType; type is not null; type = type.BaseType)
        {
            yield return type.GetAttributes();
        }
    }

    /// <summary>What does not resolve may be one.</summary>
    private static bool IsAntiforgery(AttributeData attribute) =>
        attribute.AttributeClass is null or { TypeKind: TypeKind.Error } || attribute.AttributeClass.AllInterfaces.Any(static i => Is(i, "IAntiforgeryMetadata"));

    private static bool Is(INamedTypeSymbol? type, string name) =>
        type?.Name == name && type.ContainingType is null && type.ContainingNamespace.ToDisplayString() == Namespace;
}
